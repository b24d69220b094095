import { WordCoder, type Column } from '#engine/tables/column'
import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

/** The clips of an audit as columns, in order of file. */
export interface AuditRows {
  /** Int32 [clips] */
  readonly clipIds: Int32Array
  /** 0: no result yet. Float64 [clips] */
  readonly resultIds: Float64Array
  /** Of the first method, for the label predicted; 0: none. Float64 [clips] */
  readonly explanationIds: Float64Array
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
  explanationId: number | null,
]

export function loadAuditRows(db: ReadDb, audit: StoredAudit): AuditRows {
  const rows = db
    .prepare<[object], Row>(
      `${auditScope} SELECT s.id, file, corpus, speaker, sex, emotion, intensity, expected, s.result_id, predicted, confidence,
       duration, error IS NOT NULL, e.id FROM scope s
       LEFT JOIN explanations e ON e.result_id = s.result_id AND e.method = @method AND e.target = predicted ORDER BY file`,
    )
    .raw()
    .all({ ...scopeParameters(audit), method: audit.settings.methods[0] ?? null })
  const clips = rows.length
  const [clipIds, resultIds, explanationIds] = [new Int32Array(clips), new Float64Array(clips), new Float64Array(clips)]
  const [confidence, duration] = [new Float64Array(clips), new Float64Array(clips)]
  const words = { dataset: 2, speaker: 3, sex: 4, emotion: 5, intensity: 6, expected: 7, predicted: 9 } as const
  const coders = Object.entries(words).map(([id, at]) => ({ id, at, coder: new WordCoder(clips) }))
  const outcomes = new WordCoder(clips)
  // One pass: a thread that runs this once has no time to get fast.
  for (let i = 0; i < clips; i++) {
    const row = rows[i]
    clipIds[i] = row[0]
    resultIds[i] = row[8] ?? 0
    explanationIds[i] = row[13] ?? 0
    confidence[i] = row[10] ?? NaN
    duration[i] = row[11] ?? NaN
    for (const { at, coder } of coders) coder.set(i, row[at])
    outcomes.set(i, outcomeOf(row))
  }
  const columns = new Map<string, Column>(coders.map(({ id, coder }) => [id, coder.column()]))
  columns.set('confidence', { kind: 'number', values: confidence })
  columns.set('duration', { kind: 'number', values: duration })
  columns.set('outcome', outcomes.column())
  return { clipIds, resultIds, explanationIds, files: rows.map(([, file]) => file), columns }
}

function outcomeOf([, , , , , , , expected, resultId, predicted, , , isRefused]: Row): string {
  if (isRefused === 1) return 'refused'
  if (resultId === null) return 'waiting'
  if (expected === null) return 'unmapped'
  return predicted === expected ? 'correct' : 'wrong'
}
