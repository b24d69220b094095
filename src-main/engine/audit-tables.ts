/**
 * The tables of an audit over its data set: cues of salient windows by label, right and wrong, beside chance.
 */
import { cueKeys } from '#contracts/cue'
import type { AuditTables } from '#contracts/plausibility'
import type { AuditAssessment } from '#engine/assess-audit'
import {
  correctRows,
  dataTable,
  wrongAgainstCorrect,
  wronglyPredictedRows,
  wrongRows,
  type TableClip,
} from '#engine/plausibility/data-tables'
import { datasetRows } from '#engine/plausibility/dataset-rows'
import type { StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { cueTableClips } from '#engine/store/table-clips'

/** Means and variabilities of every cue, in the order of the cues. */
export const tableColumns: readonly string[] = cueKeys.flatMap(cue => [`${cue}.mean`, `${cue}.sd`])

const MANY_CLIPS = 20_000

/** Bootstrap draws of a table of so many clips: of many clips fewer draws tell as much. */
export function tableDraws(clips: number): number {
  return clips > MANY_CLIPS ? 500 : 2000
}

export function auditTables(
  db: ReadDb,
  audit: StoredAudit,
  { clips, assessment, report: { method } }: AuditAssessment,
  seed = 1,
): AuditTables {
  const stored = cueTableClips(db, audit, method)
  const [salient, deltas] = (['salient', 'delta'] as const).map(kind =>
    stored.map((clip): TableClip => ({ ...clip, values: clip[kind] })),
  )
  const common = { seed, draws: tableDraws(stored.length) }
  return {
    method,
    correct: dataTable(salient, tableColumns, { ...common, rowOf: correctRows, isDifference: false }),
    wrong: dataTable(salient, tableColumns, { ...common, rowOf: wrongRows, isDifference: false }),
    correctDeltas: dataTable(deltas, tableColumns, { ...common, rowOf: correctRows, isDifference: true }),
    wrongDeltas: dataTable(deltas, tableColumns, { ...common, rowOf: wronglyPredictedRows, isDifference: true }),
    contrast: wrongAgainstCorrect(salient, tableColumns, seed),
    datasets: datasetRows(clips, assessment.clips, seed),
  }
}
