import { dirname, join } from 'node:path'
import { cueKeys } from '#contracts/cue'
import type { ClipVerdict } from '#contracts/plausibility'
import { makeFolder } from '#engine/files/make-folder'
import { writeAtomic } from '#engine/files/write-atomic'
import { softmax } from '#engine/stats/softmax'
import type { StoredAudit } from '#engine/store/audits'
import { eachClip } from '#engine/store/clips'
import { datasetPlace, refusedFiles } from '#engine/store/datasets'
import { firstMeasures, getSegments } from '#engine/store/explanations'
import type { ReadDb } from '#engine/store/handles'
import { annotationTables } from './annotation-tables'
import type { AnnotatedClip } from './annotations/annotated-clip'
import { audacityLabels } from './annotations/audacity'
import { audformatFiles } from './annotations/audformat'
import { labelStudioConfig, labelStudioTasks } from './annotations/label-studio'
import { annotateClip, windowMethods } from './annotations/annotate-clip'
import { textGrid } from './annotations/textgrid'
import { clipsTable, type ClipExport } from './clips-table'
import { hideNames } from './hide-names'
import { plausibilityTable, type PlausibilityExport } from './plausibility-table'
import { refusedTable, type RefusedExport } from './refused-table'
import { byText } from './row-order'
import { segmentsTable, type SegmentExport } from './segments-table'
import { tableCsv, type Table } from './table'
import { tableJson } from './table-json'
import { tableParquet } from './table-parquet'

export const exportFormats = ['csv', 'parquet', 'json', 'audformat', 'textgrid', 'audacity', 'label-studio'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Those that hold no file names when names are hidden. */
export const tableFormats: readonly ExportFormat[] = ['csv', 'parquet', 'json']

/** An audit as it is exported. */
export interface AuditExport {
  readonly audit: StoredAudit
  readonly labels: readonly string[]
  readonly modelName: string
  /** Plausibility of the clips that have one. */
  readonly verdicts: readonly ClipVerdict[]
  /** Tables without what tells who speaks; formats that lie beside the audio have none. @default false */
  readonly hasHiddenNames?: boolean
}

type Files = Iterable<readonly [name: string, content: string | Uint8Array]>

/** Writes an audit to a folder: the same bytes for the same input, however often it was interrupted. @returns their paths */
export async function exportAudit(
  db: ReadDb,
  exported: AuditExport,
  format: ExportFormat,
  folder: string,
): Promise<string[]> {
  const paths: string[] = []
  for (const [name, content] of writers[format](db, exported)) {
    const path = join(folder, name)
    await makeFolder(dirname(path))
    await writeAtomic(path, content)
    paths.push(path)
  }
  return paths
}

const writers: Record<ExportFormat, (db: ReadDb, exported: AuditExport) => Files> = {
  csv: (db, exported) => tablesToWrite(db, exported).map(table => [`${table.name}.csv`, tableCsv(table)]),
  json: (db, exported) => tablesToWrite(db, exported).map(table => [`${table.name}.json`, tableJson(table)]),
  parquet: (db, exported) => tablesToWrite(db, exported).map(table => [`${table.name}.parquet`, tableParquet(table)]),
  textgrid: (db, exported) => annotated(db, exported).map(clip => [besideName(clip, 'TextGrid'), textGrid(clip)]),
  audacity: (db, exported) => annotated(db, exported).map(clip => [besideName(clip, 'txt'), audacityLabels(clip)]),
  'label-studio': (db, exported) => [
    ['tasks.json', labelStudioTasks(annotated(db, exported), exported.modelName)],
    ['config.xml', labelStudioConfig(exported.labels, windowMethods(exported.audit))],
  ],
  audformat: (db, exported) =>
    audformatFiles(
      annotated(db, exported),
      exported.labels,
      windowMethods(exported.audit),
      datasetPlace(db, exported.audit.datasetId).name,
      `CueScope audit of ${exported.modelName}`,
    ),
}

/** `speaker/clip.wav` becomes `speaker/clip.wav.TextGrid`: clips that differ in their endings alone stay apart. */
function besideName({ file }: AnnotatedClip, ending: string): string {
  return `${file}.${ending}`
}

function tablesToWrite(db: ReadDb, exported: AuditExport): Table[] {
  const tables = tablesOf(db, exported)
  return exported.hasHiddenNames ? hideNames(tables) : tables
}

function tablesOf(db: ReadDb, { audit, labels, verdicts }: AuditExport): Table[] {
  const measuresOf = firstMeasures(db)
  const verdictOf = new Map(verdicts.map(found => [found.clipId, found]))
  const clips: ClipExport[] = []
  const segments: SegmentExport[] = []
  const judged: PlausibilityExport[] = []
  const refused: RefusedExport[] = refusedFiles(db, audit.datasetId).map(({ file, code, message }) => ({
    file,
    reason: code,
    message,
  }))
  for (const { row, sha256, logits, resultId } of [...eachClip(db, audit)]) {
    const { clipId, file, dataset, speaker, sex, emotion, expected, predicted, confidence, error } = row
    if (error !== null) refused.push({ file, reason: error.code, message: error.message })
    if (sha256 === null || logits === null || predicted === null || confidence === null) continue
    const found = verdictOf.get(clipId)
    clips.push({
      ...{ file, sha256, dataset, speaker, sex, emotion, expected, predicted, confidence },
      probabilities: [...softmax(logits)],
      plausibility: found?.percentile ?? null,
      verdict: found?.verdict ?? null,
      measures: () => measuresOf(resultId!),
    })
    if (found !== undefined) judged.push({ file, sha256, expected, predicted, found })
    for (const segment of getSegments(db, resultId!)) segments.push({ ...segment, file, sha256 })
  }
  return [
    clipsTable(clips, labels, cueKeys),
    segmentsTable(segments),
    plausibilityTable(judged, labels),
    refusedTable(refused),
    ...annotationTables(db, audit),
  ]
}

function annotated(db: ReadDb, { audit }: AuditExport): AnnotatedClip[] {
  const clips = [...eachClip(db, audit)].flatMap(clip => annotateClip(db, audit, clip) ?? [])
  return clips.toSorted(byText('file'))
}
