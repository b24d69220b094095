import { parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { decimals, type CsvColumn } from '#engine/exports/csv'
import { tableCsv, tabulate, type Table } from '#engine/exports/table'
import { tableJson } from '#engine/exports/table-json'
import { tableParquet } from '#engine/exports/table-parquet'

interface Row {
  readonly file: string
  readonly speaker: string | null
  readonly score: number | null
}

const columns: readonly CsvColumn<Row>[] = [
  { title: 'file', cell: row => row.file, isText: true },
  { title: 'speaker', cell: row => row.speaker, isText: true },
  { title: 'score', cell: row => row.score, format: decimals(3) },
]
const rows: readonly Row[] = [
  { file: 'ä "1".wav', speaker: null, score: 0.123456 },
  { file: 'b.wav', speaker: null, score: null },
  { file: 'c.wav', speaker: null, score: Number.NaN },
]
const table = (): Table => tabulate('clips', columns, rows)
const expected = [
  { file: 'ä "1".wav', speaker: null, score: 0.123 },
  { file: 'b.wav', speaker: null, score: null },
  { file: 'c.wav', speaker: null, score: null },
]

describe('engine/exports - the same table in every format', () => {
  it('engine/exports - JSON has the roundings of the CSV', () => {
    expect(JSON.parse(tableJson(table()))).toEqual(expected)
    expect(tableCsv(table()).split('\n')[1]).toBe('"ä ""1"".wav",,0.123')
    expect(JSON.parse(tableJson(tabulate('none', columns, [])))).toEqual([])
  })

  it('engine/exports - Parquet is read back, also a column without any value and a table without rows', async () => {
    const read = async (bytes: Uint8Array): Promise<object[]> =>
      parquetReadObjects({ file: bytes.slice().buffer, utf8: true })
    expect(await read(tableParquet(table()))).toEqual(expected)
    expect(await read(tableParquet(tabulate('none', columns, [])))).toEqual([])
  })
})
