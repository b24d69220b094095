import type { StoredAnnotation } from '#engine/store/annotations'
import { contradictions } from '#engine/annotations/contradictions'
import { exportedClipId } from './clip-id'
import { decimals, significant, type CsvColumn } from './csv'
import { byText } from './row-order'
import { tabulate, type Table } from './table'

/** What one annotator says of one clip. */
export interface LabelExport extends Pick<StoredAnnotation, 'annotation' | 'effort'> {
  readonly file: string
  /** Empty: not known yet. */
  readonly sha256: string
  readonly annotator: string
}

/** A row for each clip and annotator, by file. @param modelSha whose verdicts */
export function labelsTable(labels: readonly LabelExport[], modelSha: string): Table {
  const verdict: CsvColumn<LabelExport> = {
    title: 'verdict',
    cell: ({ annotation }) => annotation.verdicts[modelSha] ?? null,
    isText: true,
  }
  return tabulate('labels', [...clipColumns, verdict, ...answerColumns], labels.toSorted(byText('file', 'annotator')))
}

/** A row for each region label, by file, annotator, tier and time. */
export function labelRegionsTable(labels: readonly LabelExport[]): Table {
  const rows = labels
    .toSorted(byText('file', 'annotator'))
    .flatMap(({ file, sha256, annotator, annotation }) =>
      annotation.regions
        .toSorted((a, b) => byText<typeof a>('tier')(a, b) || a.startSec - b.startSec || a.endSec - b.endSec)
        .map(region => ({ file, sha256, annotator, ...region })),
    )
  type Row = (typeof rows)[number]
  const seconds = decimals(6)
  const columns: CsvColumn<Row>[] = [
    { title: 'clip_id', cell: row => exportedClipId(row.file, row.sha256), isText: true },
    { title: 'file', cell: row => row.file, isText: true },
    { title: 'annotator', cell: row => row.annotator, isText: true },
    { title: 'tier', cell: row => row.tier, isText: true },
    { title: 'start', cell: row => row.startSec, format: seconds },
    { title: 'end', cell: row => row.endSec, format: seconds },
    { title: 'low_hz', cell: row => row.lowHz, format: significant(7) },
    { title: 'high_hz', cell: row => row.highHz, format: significant(7) },
    { title: 'text', cell: row => row.text, isText: true },
  ]
  return tabulate('label-regions', columns, rows)
}

const clipColumns: readonly CsvColumn<LabelExport>[] = [
  { title: 'clip_id', cell: ({ file, sha256 }) => exportedClipId(file, sha256), isText: true },
  { title: 'sha256', cell: ({ sha256 }) => sha256, isText: true },
  { title: 'file', cell: ({ file }) => file, isText: true },
  { title: 'annotator', cell: ({ annotator }) => annotator, isText: true },
  { title: 'emotion', cell: ({ annotation }) => annotation.emotion, isText: true },
]

const answerColumns: readonly CsvColumn<LabelExport>[] = [
  { title: 'arousal', cell: ({ annotation }) => annotation.arousal, format: decimals(4) },
  { title: 'valence', cell: ({ annotation }) => annotation.valence, format: decimals(4) },
  { title: 'confidence', cell: ({ annotation }) => annotation.confidence, format: decimals(4) },
  { title: 'tags', cell: ({ annotation }) => annotation.tags.join('; ') || null, isText: true },
  { title: 'note', cell: ({ annotation }) => annotation.note || null, isText: true },
  { title: 'regions', cell: ({ annotation }) => annotation.regions.length },
  { title: 'contradictions', cell: ({ annotation }) => contradictions(annotation).join(' ') || null, isText: true },
  { title: 'blind', cell: ({ annotation: { isBlind } }) => (isBlind === null ? null : Number(isBlind)) },
  { title: 'finished', cell: ({ annotation }) => Number(annotation.isFinished) },
  { title: 'begun_at', cell: ({ effort }) => effort.begunAt, isText: true },
  { title: 'finished_at', cell: ({ effort }) => effort.finishedAt, isText: true },
  { title: 'worked_sec', cell: ({ effort }) => effort.workedSec, format: decimals(3) },
  { title: 'listens', cell: ({ effort }) => effort.listens },
]
