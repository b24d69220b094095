import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cueKeys } from '#contracts/cue'
import { fileError } from '#engine/files/read-file'
import { writeAtomic } from '#engine/files/write-atomic'
import { softmax } from '#engine/stats/softmax'
import type { StoredAudit } from '#engine/store/audits'
import { refusedFiles } from '#engine/store/datasets'
import { eachClip } from '#engine/store/clips'
import type { ReadDb } from '#engine/store/handles'
import { firstMeasures, getSegments } from '#engine/store/explanations'
import { clipsCsv, type ClipExport } from './clips-csv'
import { refusedCsv, type RefusedExport } from './refused-csv'
import { segmentsCsv, type SegmentExport } from './segments-csv'

/** Writes an audit's tables: the same bytes for the same input, however often it was interrupted. @returns their paths */
export async function exportCsv(
  db: ReadDb,
  audit: StoredAudit,
  labels: readonly string[],
  folder: string,
): Promise<string[]> {
  const measuresOf = firstMeasures(db)
  const clips: ClipExport[] = []
  const segments: SegmentExport[] = []
  const refused: RefusedExport[] = refusedFiles(db, audit.datasetId).map(({ file, code, message }) => ({
    file,
    reason: code,
    message,
  }))
  for (const { row, sha256, logits, resultId } of [...eachClip(db, audit)]) {
    const { file, dataset, speaker, sex, emotion, expected, predicted, confidence, error } = row
    if (error !== null) refused.push({ file, reason: error.code, message: error.message })
    if (sha256 === null || logits === null || predicted === null || confidence === null) continue
    clips.push({
      file,
      sha256,
      dataset,
      speaker,
      sex,
      emotion,
      expected,
      predicted,
      confidence,
      probabilities: [...softmax(logits)],
      measures: () => measuresOf(resultId!),
    })
    for (const segment of getSegments(db, resultId!)) segments.push({ ...segment, file, sha256 })
  }
  await mkdir(folder, { recursive: true }).catch(cause => Promise.reject(fileError(folder, cause)))
  const files = {
    'clips.csv': clipsCsv(clips, labels, cueKeys),
    'segments.csv': segmentsCsv(segments),
    'refused.csv': refusedCsv(refused),
  }
  const paths: string[] = []
  for (const [name, text] of Object.entries(files)) {
    await writeAtomic(join(folder, name), text)
    paths.push(join(folder, name))
  }
  return paths
}
