import type { ColumnInfo } from '#contracts/clip-query'
import { suspectLabels, type SuspectLabels } from '#engine/label-quality/confident-learning'
import { softmax } from '#engine/stats/softmax'
import type { StoredAudit } from '#engine/store/audits'
import type { AuditRows } from '#engine/store/clip-columns'
import type { ReadDb } from '#engine/store/handles'
import { loadLogits } from '#engine/store/logits'
import { getModel } from '#engine/store/models'
import { wordColumn, type Column, type WordColumn } from '#engine/tables/column'

/** What the model's probabilities say of the data set's own labels. */
export const labelQualityColumnInfos: readonly ColumnInfo[] = [
  { id: 'label-quality', title: 'Label quality', unit: '', group: 'prediction', kind: 'number', digits: 3 },
  { id: 'suggested-label', title: 'Label suspected, rather', unit: '', group: 'prediction', kind: 'word', digits: 0 },
]

export function isLabelQualityColumn(id: string): boolean {
  return labelQualityColumnInfos.some(info => info.id === id)
}

/** All of them: one costs what all do. */
export function labelQualityColumns(db: ReadDb, audit: StoredAudit, rows: AuditRows): ReadonlyMap<string, Column> {
  const { labels } = getModel(db, audit.modelSha).manifest
  const { quality, suggested } = suspects(db, audit, rows, labels)
  return new Map<string, Column>([
    ['label-quality', { kind: 'number', values: quality }],
    ['suggested-label', wordColumn(Array.from(suggested, label => labels[label] ?? null))],
  ])
}

/** Clips without a result, or whose label is none of the model's, are left out. */
function suspects(db: ReadDb, audit: StoredAudit, rows: AuditRows, labels: readonly string[]): SuspectLabels {
  const { resultIds, logits } = loadLogits(db, audit)
  const placeOfResult = new Map(resultIds.map((id, place) => [id, place]))
  const expected = rows.columns.get('expected') as WordColumn
  const placeOfWord = expected.words.map(word => labels.indexOf(word))
  const given = new Int32Array(expected.codes.length).fill(-1)
  const probabilities = new Float64Array(given.length * labels.length)
  expected.codes.forEach((code, row) => {
    const place = placeOfResult.get(rows.resultIds[row])
    if (code === -1 || place === undefined || placeOfWord[code] === -1) return
    given[row] = placeOfWord[code]
    const ofResult = logits.subarray(place * labels.length, (place + 1) * labels.length)
    probabilities.set(softmax(ofResult), row * labels.length)
  })
  return suspectLabels(probabilities, given, labels.length)
}
