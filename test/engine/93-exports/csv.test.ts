import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { decimals, encodeCsv, significant, type Cell } from '#engine/exports/csv'

const oneColumn = (cells: readonly Cell[], format?: (value: number) => string): string[] =>
  encodeCsv([{ title: 'x', cell: (cell: Cell) => cell, format }], cells)
    .split('\n')
    .slice(1, -1)

describe('engine/exports/csv', () => {
  it('engine/exports - csv-parse reads back every cell, whatever is in it', () => {
    const cells = [
      'plain',
      'a,b',
      'say "hi"',
      'two\nlines',
      'r\r\nn',
      ' space ',
      '',
      '"',
      'é😀',
      '<b>',
      'a;b',
      '\u202eabc',
      "'quoted",
    ]
    const columns = [
      { title: 'n', cell: (cell: string) => cells.indexOf(cell) },
      { title: 'te,xt', cell: (cell: string) => cell },
    ]
    const rows = parse(encodeCsv(columns, cells)) as string[][]
    expect(rows[0]).toEqual(['n', 'te,xt'])
    expect(rows.slice(1)).toEqual(cells.map((cell, i) => [String(i), cell]))
  })

  it('engine/exports - lines end in LF, the last one too; an empty table is its header', () => {
    expect(encodeCsv([{ title: 'a', cell: () => 1 }, { title: 'b', cell: () => null }], [0, 0])).toBe('a,b\n1,\n1,\n') // prettier-ignore
    expect(encodeCsv([{ title: 'a', cell: () => 1 }], [])).toBe('a\n')
  })

  it.each(['=1+1', '+1', '-x.wav', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x"&A1)', '=1\n2', '--help'])(
    'engine/exports - the text %j is no formula for a spreadsheet',
    text => {
      const [[, cell]] = parse(encodeCsv([{ title: 'n', cell: () => 0 }, { title: text, cell: () => text }], [0])) as string[][] // prettier-ignore
      expect(cell).toBe(`'${text}`)
      expect(parse(encodeCsv([{ title: text, cell: () => text }], [0]))).toEqual([[`'${text}`], [`'${text}`]])
    },
  )

  it('engine/exports - a negative number stays a number', () => {
    expect(oneColumn([-1.5, -20], decimals(2))).toEqual(['-1.50', '-20.00'])
  })

  it('engine/exports - decimals are always written, and zero has no sign', () => {
    expect(oneColumn([0.5, 1, 0.12345651, -1e-9, -0, 2e-7], decimals(6))).toEqual([
      '0.500000',
      '1.000000',
      '0.123457',
      '0.000000',
      '0.000000',
      '0.000000',
    ])
  })

  it('engine/exports - significant digits are written the shortest way', () => {
    expect(oneColumn([0.05, 123456.7, 1 / 3, -20, 1.23456789e-7, 0, -0, 1e21], significant(6))).toEqual([
      '0.05',
      '123457',
      '0.333333',
      '-20',
      '1.23457e-7',
      '0',
      '0',
      '1e+21',
    ])
  })

  it('engine/exports - what is no number is an empty cell', () => {
    expect(oneColumn([NaN, Infinity, -Infinity, null], decimals(2))).toEqual(['', '', '', ''])
  })
})
