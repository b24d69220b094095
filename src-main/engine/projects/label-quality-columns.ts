import type { ColumnInfo } from '#contracts/clip-query'
import { suspectLabels, type SuspectLabels } from '#engine/label-quality/confident-learning'
import { softmax } from '#engine/stats/softmax'
import type { StoredAudit } from '#engine/store/audits'
import type { AuditRows } from '#engine/store/clip-columns'
import type { ReadDb } from '#engine/store/handles'
import { logitsByResult } from '#engine/store/logits'
import { getModel } from '#engine/store/models'
import { wordColumn, type Column, type WordColumn } from '#engine/tables/column'

/** What the model's probabilities say of the data set's own labels. */
export const labelQualityColumnInfos: readonly ColumnInfo[] = [
  { id: 'label-quality', title: 'Label quality', unit: '', group: 'prediction', kind: 'number', digits: 3 },
  { id: 'suggested-label', title: 'Label suspected, rather', unit: '', group: 'prediction', kind: 'word', digits: 0 },
]

/** Null: the column is none of these. */
export function labelQualityColumn(db: ReadDb, audit: StoredAudit, rows: AuditRows, id: string): Column | null {
  if (!labelQualityColumnInfos.some(info => info.id === id)) return null
  const { labels } = getModel(db, audit.modelSha).manifest
  const { quality, suggested } = suspects(db, audit, rows, labels)
  return id === 'label-quality'
    ? { kind: 'number', values: quality }
    : wordColumn(Array.from(suggested, label => labels[label] ?? null))
}

/** Clips without a result, or whose label is none of the model's, are left out. */
function suspects(db: ReadDb, audit: StoredAudit, rows: AuditRows, labels: readonly string[]): SuspectLabels {
  const logits = logitsByResult(db, audit)
  const expected = rows.columns.get('expected') as WordColumn
  const placeOf = expected.words.map(word => labels.indexOf(word))
  const given = expected.codes.map((code, row) =>
    code === -1 || !logits.has(rows.resultIds[row]) ? -1 : placeOf[code],
  )
  const probabilities = new Float64Array(given.length * labels.length)
  given.forEach((label, row) => {
    if (label !== -1) probabilities.set(softmax(logits.get(rows.resultIds[row])!), row * labels.length)
  })
  return suspectLabels(probabilities, given, labels.length)
}
