import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { describe, expect, it } from 'vitest'
import { csvRows } from '#engine/datasets/csv-rows'

/** A random integer below `limit`; the same numbers for the same seed. */
function randomSource(seed: number): (limit: number) => number {
  let state = seed
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

function randomText(random: (limit: number) => number, letters: string, maxLength: number): string {
  return Array.from({ length: random(maxLength + 1) }, () => letters[random(letters.length)]).join('')
}

const cellsOf = (text: string, delimiter = ','): string[][] =>
  [...csvRows(text, delimiter, 't.csv')].map(row => [...row.cells])

describe('engine/datasets/csv-rows', () => {
  it.each([',', ';', '\t'])('engine/datasets - 300 tables written by csv-stringify with %j come back', delimiter => {
    const random = randomSource(7)
    for (let i = 0; i < 300; i++) {
      const width = 2 + random(4)
      const table = Array.from({ length: random(6) }, () =>
        Array.from({ length: width }, () => randomText(random, 'ab "\n\r,;\té', 8)),
      )
      const text = stringify(table, {
        delimiter,
        quoted_match: /[\r\n]/,
        record_delimiter: ['\n', '\r\n', '\r'][random(3)],
      })
      expect(cellsOf(text, delimiter)).toEqual(table)
    }
  })

  it('engine/datasets - 3,000 random texts are read, or refused, as csv-parse does', () => {
    const random = randomSource(11)
    let refused = 0
    for (let i = 0; i < 3000; i++) {
      const text = randomText(random, 'ab",\n', 14)
      const outcome = (read: () => string[][]): string[][] | 'refused' => {
        try {
          return read()
        } catch {
          return 'refused'
        }
      }
      const ours = outcome(() => cellsOf(text))
      if ([...text.matchAll(/(^|[,\n])[^,"\n]+"/g)].length > 0) continue // a loose quote: csv-parse refuses, we tell
      const theirs = outcome(() =>
        parse(text, { relax_column_count: true, skip_empty_lines: true, record_delimiter: '\n' }),
      )
      expect([text, ours]).toEqual([text, theirs])
      if (ours === 'refused') refused++
    }
    expect(refused).toBeGreaterThan(100)
  })

  it('engine/datasets - a row is told by the line on which it begins', () => {
    const rows = [...csvRows('a,b\r\n\r\n"x\ny",1\rz,2\n', ',', 't.csv')]
    expect(rows.map(row => [row.line, row.cells[0]])).toEqual([
      [1, 'a'],
      [3, 'x\ny'],
      [5, 'z'],
    ])
  })

  it('engine/datasets - a text made to cost squares of its length costs its length', () => {
    const startMs = performance.now()
    for (const text of [
      '"'.repeat(1_000_001),
      '""'.repeat(60_000),
      ','.repeat(1_000_000),
      '\n'.repeat(1_000_000),
      '"\n'.repeat(60_000),
    ])
      try {
        cellsOf(text)
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(unterminated-quote|cell-too-long|bad-quote)$/) })
      }
    expect(performance.now() - startMs).toBeLessThan(2000)
  })
})
