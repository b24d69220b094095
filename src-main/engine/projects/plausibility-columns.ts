import type { ColumnInfo } from '#contracts/clip-query'
import type { AuditRows } from '#engine/store/clip-columns'
import type { ReadDb } from '#engine/store/handles'
import {
  plausibilityOfClips,
  plausibilityPairs,
  verdictPairs,
  type PlausibilityFigure,
} from '#engine/store/plausibility'
import { wordColumn, type Column } from '#engine/tables/column'

const figures: Readonly<Record<string, PlausibilityFigure>> = {
  plausibility: 'percentile',
  'label-plausibility': 'label_percentile',
  alignment: 'alignment',
  contrast: 'contrast',
  'alignment-rank': 'rank',
  arousal: 'arousal',
}

const info = (id: string, title: string, unit: string, digits: number): ColumnInfo => ({
  ...{ id, title, unit, digits },
  group: 'plausibility',
  kind: id === 'verdict' ? 'word' : 'number',
})

/** What an audit's table can show of plausibility, after the settings chosen for the audit. */
export const plausibilityColumnInfos: readonly ColumnInfo[] = [
  info('verdict', 'Verdict', '', 0),
  info('plausibility', 'Plausibility: standing among correct clips', '%', 0),
  info('label-plausibility', 'Plausibility of the label given', '%', 0),
  info('alignment', 'Alignment with the table', '', 2),
  info('contrast', 'Alignment above the best other label', '', 2),
  info('alignment-rank', 'Rank among the labels', '', 0),
  info('arousal', 'Measured arousal', '', 2),
]

export function isPlausibilityColumn(id: string): boolean {
  return id === 'verdict' || Object.hasOwn(figures, id)
}

/** Null: the column is none of plausibility. Empty until the audit's plausibility was looked at. */
export function plausibilityColumn(db: ReadDb, auditId: number, { clipIds }: AuditRows, id: string): Column | null {
  if (id === 'verdict') {
    const byClip = new Map(verdictPairs(db, auditId))
    return wordColumn(Array.from(clipIds, clip => byClip.get(clip) ?? null))
  }
  if (!Object.hasOwn(figures, id)) return null
  const byClip = new Map(plausibilityPairs(db, auditId, figures[id]))
  return { kind: 'number', values: Float64Array.from(clipIds, clip => byClip.get(clip) ?? NaN) }
}

/** What such a column says of a few clips, without making the column. */
export function plausibilityValues(
  db: ReadDb,
  auditId: number,
  clipIds: readonly number[],
): (clipId: number, columnId: string) => string | number | null {
  const found = plausibilityOfClips(db, auditId, clipIds)
  return (clipId, columnId) => {
    const row = found.get(clipId)
    return row === undefined ? null : columnId === 'verdict' ? row.verdict : row[figures[columnId]]
  }
}
