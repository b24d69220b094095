import {
  plausibilityReportSchema,
  plausibilitySettingsSchema,
  verdictSchema,
  type ClipVerdict,
  type PlausibilityReport,
  type PlausibilitySettings,
} from '#contracts/plausibility'
import type { ReadDb, WriteDb } from './handles'

/** What a person chose for an audit, and what it gave. */
export interface SavedAssessment {
  readonly settings: PlausibilitySettings
  /** What it was worked out from. */
  readonly stamp: string
  readonly report: PlausibilityReport
}

export function getAssessment(db: ReadDb, auditId: number): SavedAssessment | null {
  const row = db
    .prepare<[number], { settings: string; stamp: string; report: string }>(
      'SELECT settings, stamp, report FROM assessments WHERE audit_id = ?',
    )
    .get(auditId)
  if (row === undefined) return null
  return {
    settings: plausibilitySettingsSchema.parse(JSON.parse(row.settings)),
    stamp: row.stamp,
    report: plausibilityReportSchema.parse(JSON.parse(row.report)),
  }
}

/** In place of what was there. */
export function saveAssessment(
  db: WriteDb,
  auditId: number,
  { settings, stamp, report }: SavedAssessment,
  clips: readonly ClipVerdict[],
): void {
  db.transaction(() => {
    db.prepare('DELETE FROM plausibility WHERE audit_id = ?').run(auditId)
    db.prepare('INSERT OR REPLACE INTO assessments VALUES (?, ?, ?, ?)').run(
      auditId,
      JSON.stringify(settings),
      stamp,
      JSON.stringify(report),
    )
    const insert = db.prepare('INSERT INTO plausibility VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    for (const { clipId, verdict, reason, alignment, percentile, labelPercentile, rank, contrast, arousal } of clips)
      insert.run(auditId, clipId, verdict, reason, alignment, percentile, labelPercentile, rank, contrast, arousal)
  })()
}

/** Numbers of an assessment that a table can show. */
export const plausibilityFigures = [
  'alignment',
  'percentile',
  'label_percentile',
  'rank',
  'contrast',
  'arousal',
] as const
export type PlausibilityFigure = (typeof plausibilityFigures)[number]

export function plausibilityPairs(
  db: ReadDb,
  auditId: number,
  figure: PlausibilityFigure,
): [clipId: number, value: number | null][] {
  return db
    .prepare<[number], [number, number | null]>(`SELECT clip_id, ${figure} FROM plausibility WHERE audit_id = ?`)
    .raw()
    .all(auditId)
}

/** Of these clips alone, by clip; figures and the verdict. */
export function plausibilityOfClips(
  db: ReadDb,
  auditId: number,
  clipIds: readonly number[],
): Map<number, Record<PlausibilityFigure, number | null> & { readonly verdict: string }> {
  const rows = db
    .prepare<[object], Record<PlausibilityFigure, number | null> & { clipId: number; verdict: string }>(
      `SELECT clip_id AS clipId, verdict, ${plausibilityFigures.join(', ')} FROM plausibility
       WHERE audit_id = @auditId AND clip_id IN (SELECT value FROM json_each(@clipIds))`,
    )
    .all({ auditId, clipIds: JSON.stringify(clipIds) })
  return new Map(rows.map(row => [row.clipId, row]))
}

export function verdictPairs(db: ReadDb, auditId: number): [clipId: number, verdict: string][] {
  const pairs = db
    .prepare<[number], [number, string]>('SELECT clip_id, verdict FROM plausibility WHERE audit_id = ?')
    .raw()
    .all(auditId)
  // Few different words in very many rows: each is parsed once.
  for (const verdict of new Set(pairs.map(([, word]) => word))) verdictSchema.parse(verdict)
  return pairs
}
