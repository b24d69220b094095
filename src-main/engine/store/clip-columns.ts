import { numberColumn, wordColumn, type Column, type NumberColumn } from '#engine/tables/column'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

/** The clips of an audit as columns, in order of file. */
export interface AuditRows {
  /** Int32 [clips] */
  readonly clipIds: Int32Array
  /** 0: no result yet. Float64 [clips] */
  readonly resultIds: Float64Array
  readonly files: readonly string[]
  readonly columns: ReadonlyMap<string, Column>
}

type Row = [
  id: number,
  file: string,
  corpus: string,
  speaker: string | null,
  sex: string | null,
  emotion: string | null,
  intensity: string | null,
  expected: string | null,
  resultId: number | null,
  predicted: string | null,
  confidence: number | null,
  duration: number | null,
  isRefused: 0 | 1,
]

export function loadAuditRows(db: ReadDb, audit: StoredAudit): AuditRows {
  const rows = db
    .prepare<[object], Row>(
      `${auditScope} SELECT id, file, corpus, speaker, sex, emotion, intensity, expected, result_id, predicted, confidence,
       duration, error IS NOT NULL FROM scope ORDER BY file`,
    )
    .raw()
    .all(scopeParameters(audit))
  const words = (at: 2 | 3 | 4 | 5 | 6 | 7 | 9): Column => wordColumn(rows.map(row => row[at]))
  return {
    clipIds: Int32Array.from(rows, ([id]) => id),
    resultIds: Float64Array.from(rows, row => row[8] ?? 0),
    files: rows.map(([, file]) => file),
    columns: new Map<string, Column>([
      ['dataset', words(2)],
      ['speaker', words(3)],
      ['sex', words(4)],
      ['emotion', words(5)],
      ['intensity', words(6)],
      ['expected', words(7)],
      ['predicted', words(9)],
      ['confidence', numberColumn(rows.map(row => row[10]))],
      ['duration', numberColumn(rows.map(row => row[11]))],
      ['outcome', wordColumn(rows.map(outcomeOf))],
    ]),
  }
}

function outcomeOf([, , , , , , , expected, resultId, predicted, , , isRefused]: Row): string {
  if (isRefused === 1) return 'refused'
  if (resultId === null) return 'waiting'
  if (expected === null) return 'unmapped'
  return predicted === expected ? 'correct' : 'wrong'
}

/** Numbers that belong to results, as a column of the audit's rows. */
export function resultColumn(
  { resultIds }: AuditRows,
  pairs: Iterable<readonly [resultId: number, value: number | null]>,
): NumberColumn {
  const byResult = new Map<number, number | null>(pairs)
  return { kind: 'number', values: resultIds.map(id => byResult.get(id) ?? NaN) }
}
