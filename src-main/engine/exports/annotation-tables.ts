import { isEmpty } from '#engine/annotations/apply-changes'
import { eachAnnotation } from '#engine/store/annotations'
import { listAnnotators } from '#engine/store/annotators'
import type { StoredAudit } from '#engine/store/audits'
import { eachClip } from '#engine/store/clips'
import type { ReadDb } from '#engine/store/handles'
import { labelRegionsTable, labelsTable, type LabelExport } from './labels-table'
import type { Table } from './table'

/** What people said of an audit's clips: `labels`, and `label-regions` where there are any; nothing where nobody said anything. */
export function annotationTables(
  db: ReadDb,
  audit: StoredAudit,
  annotatorIds: readonly number[] | null = null,
): Table[] {
  const nameOf = new Map(listAnnotators(db).map(({ id, name }) => [id, name]))
  if (nameOf.size === 0) return []
  const clips = new Map(
    [...eachClip(db, audit)].map(({ row, sha256 }) => [row.clipId, { file: row.file, sha256: sha256 ?? '' }]),
  )
  const labels: LabelExport[] = []
  for (const { clipId, annotatorId, annotation, effort } of eachAnnotation(db, annotatorIds)) {
    const clip = clips.get(clipId)
    if (clip === undefined || isEmpty(annotation)) continue
    labels.push({ ...clip, annotator: nameOf.get(annotatorId)!, annotation, effort })
  }
  return [
    ...(labels.length > 0 ? [labelsTable(labels, audit.modelSha)] : []),
    ...(labels.some(({ annotation }) => annotation.regions.length > 0) ? [labelRegionsTable(labels)] : []),
  ]
}
