import { describe, expect, it } from 'vitest'
import type { Condition } from '#contracts/clip-query'
import { numberColumn, orderOf, wordColumn, type Column } from '#engine/tables/column'
import { inOrder, matching } from '#engine/tables/select-rows'

const columns: Record<string, Column> = {
  speaker: wordColumn(['s10', 's2', null, 's2', 's1']),
  confidence: numberColumn([0.5, null, 0.9, 0.5, 0.1]),
}
const files = ['a/x.wav', 'a/y.wav', 'b/x.wav', 'b/z.wav', 'c/w.wav']

function select(where: readonly Condition[], sort: string, order: 'asc' | 'desc'): number[] {
  const keeps = matching(
    5,
    where,
    id => columns[id],
    () => files,
    id => row => id === 'lasso' && [1, 4].includes(row),
  )
  return [...inOrder(orderOf(columns[sort], order), keeps)]
}

describe('engine/tables', () => {
  it('engine/tables - missing values stand last in both directions, ties in the order of the table', () => {
    expect(select([], 'confidence', 'asc')).toEqual([4, 0, 3, 2, 1])
    expect(select([], 'confidence', 'desc')).toEqual([2, 0, 3, 4, 1])
    expect(select([], 'speaker', 'asc')).toEqual([4, 1, 3, 0, 2])
    expect(select([], 'speaker', 'desc')).toEqual([0, 1, 3, 4, 2])
  })

  it('engine/tables - rows chosen by hand are a condition like others', () => {
    const chosen: Condition = { kind: 'selection', column: 'selection', id: 'lasso', clips: 2 }
    expect(select([chosen], 'confidence', 'asc')).toEqual([4, 1])
    expect(select([chosen, { kind: 'words', column: 'speaker', words: ['s1'] }], 'confidence', 'asc')).toEqual([4])
    expect(select([{ ...chosen, id: 'other' }], 'confidence', 'asc')).toEqual([])
  })

  it('engine/tables - a search for notes finds none by the name of its file', () => {
    const texts = ['anger/a.wav', 'joy/b.wav\nsounds like anger', 'anger/c.wav\nclear']
    const found = (text: string): number[] => {
      const where: Condition[] = [{ kind: 'text', text }]
      const keeps = matching(
        3,
        where,
        id => columns[id],
        () => texts,
        () => () => false,
      )
      return [...keeps]
    }
    expect(found('Anger')).toEqual([1, 1, 1])
    expect(found('note:Anger')).toEqual([0, 1, 0])
    expect(found('note: clear')).toEqual([0, 0, 1])
  })

  it('engine/tables - words, ranges and text are joined by and', () => {
    expect(select([{ kind: 'words', column: 'speaker', words: ['s2', null] }], 'confidence', 'asc')).toEqual([3, 2, 1])
    expect(select([{ kind: 'range', column: 'confidence', min: 0.5, max: null }], 'speaker', 'asc')).toEqual([3, 0, 2])
    expect(select([{ kind: 'range', column: 'confidence', min: null, max: 0.5 }], 'speaker', 'asc')).toEqual([4, 3, 0])
    expect(select([{ kind: 'words', column: 'confidence', words: [null] }], 'speaker', 'asc')).toEqual([1])
    const both: Condition[] = [
      { kind: 'text', text: 'X.W' },
      { kind: 'words', column: 'speaker', words: ['s10'] },
    ]
    expect(select(both, 'speaker', 'asc')).toEqual([0])
    expect(select([{ kind: 'words', column: 'speaker', words: ['nobody'] }], 'speaker', 'asc')).toEqual([])
  })

  it('engine/tables - the order of many rows is that of a plain stable sort', () => {
    const values = Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 613) / 10)
    const expected = values.map((_, i) => i).sort((a, b) => values[b] - values[a] || a - b)
    expect([...orderOf(numberColumn(values), 'desc')]).toEqual(expected)
  })
})
