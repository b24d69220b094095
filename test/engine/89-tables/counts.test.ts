import { describe, expect, it } from 'vitest'
import { numberColumn, wordColumn } from '#engine/tables/column'
import { countGroups, spreadOf } from '#engine/tables/counts'
import { createRandom } from '#engine/stats/random'

const all = (rows: number): Uint8Array => new Uint8Array(rows).fill(1)

describe('engine/tables - counts', () => {
  it('engine/tables - groups of two columns, the most frequent first, none last among equals', () => {
    const sex = wordColumn(['f', 'm', 'f', null, 'f', 'm'])
    const speaker = wordColumn(['s10', 's2', 's10', 's1', null, null])
    expect(countGroups([sex, speaker], all(6))).toEqual({
      total: 6,
      groups: [
        { key: ['f', 's10'], clips: 2 },
        { key: ['f', null], clips: 1 },
        { key: ['m', 's2'], clips: 1 },
        { key: ['m', null], clips: 1 },
        { key: [null, 's1'], clips: 1 },
      ],
    })
    expect(countGroups([sex], Uint8Array.of(0, 1, 0, 1, 0, 0)).groups).toEqual([
      { key: ['m'], clips: 1 },
      { key: [null], clips: 1 },
    ])
  })

  it('engine/tables - three columns of many words count as a list of words does', () => {
    const random = createRandom(4)
    const words = Array.from({ length: 3 }, (_, i) =>
      Array.from({ length: 2000 }, () => (random.uniform() < 0.1 ? null : `w${random.integer(5 + 20 * i)}`)),
    )
    const byHand = new Map<string, number>()
    for (let row = 0; row < 2000; row++) {
      const key = JSON.stringify(words.map(column => column[row]))
      byHand.set(key, (byHand.get(key) ?? 0) + 1)
    }
    const { groups } = countGroups(words.map(wordColumn), all(2000))
    expect(new Map(groups.map(({ key, clips }) => [JSON.stringify(key), clips]))).toEqual(byHand)
  })

  it('engine/tables - bins hold every value once, the greatest in the last; one value is one bin, none is none', () => {
    const values = numberColumn([0, 0.25, 0.5, 0.75, 1, 1, null, 0.3])
    expect(spreadOf(values, all(8), 4)).toEqual({
      total: 8,
      missing: 1,
      bins: [
        { min: 0, max: 0.25, clips: 1 },
        { min: 0.25, max: 0.5, clips: 2 },
        { min: 0.5, max: 0.75, clips: 1 },
        { min: 0.75, max: 1, clips: 3 },
      ],
    })
    expect(spreadOf(numberColumn([2, 2]), all(2), 9).bins).toEqual([{ min: 2, max: 2, clips: 2 }])
    expect(spreadOf(values, new Uint8Array(8), 4)).toEqual({ total: 0, missing: 0, bins: [] })
    expect(spreadOf(numberColumn([null]), all(1), 4)).toEqual({ total: 1, missing: 1, bins: [] })
  })
})
