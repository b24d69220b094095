import type { ClipVerdict } from '#contracts/plausibility'
import { exportedClipId } from './clip-id'
import { decimals, type CsvColumn } from './csv'
import { byText } from './row-order'
import { tabulate, type Table } from './table'

/** A clip's verdict with what identifies the clip. */
export interface PlausibilityExport {
  readonly file: string
  readonly sha256: string
  readonly expected: string | null
  readonly predicted: string
  readonly found: ClipVerdict
}

/** Verdicts with their grounds, by file. What could not be measured is an empty cell. @param labels of the model, in its order */
export function plausibilityTable(clips: readonly PlausibilityExport[], labels: readonly string[]): Table {
  const alignments = labels.map((label): CsvColumn<PlausibilityExport> => ({
    title: `alignment_${label}`,
    cell: ({ found }) => found.alignments[label] ?? null,
    format: decimals(6),
  }))
  return tabulate('plausibility', [...columns, ...alignments], clips.toSorted(byText('file')))
}

const columns: readonly CsvColumn<PlausibilityExport>[] = [
  { title: 'clip_id', cell: ({ file, sha256 }) => exportedClipId(file, sha256), isText: true },
  { title: 'file', cell: ({ file }) => file, isText: true },
  { title: 'expected', cell: ({ expected }) => expected, isText: true },
  { title: 'predicted', cell: ({ predicted }) => predicted, isText: true },
  { title: 'verdict', cell: ({ found }) => found.verdict, isText: true },
  { title: 'reason', cell: ({ found }) => found.reason, isText: true },
  { title: 'alignment', cell: ({ found }) => found.alignment, format: decimals(6) },
  { title: 'percentile', cell: ({ found }) => found.percentile, format: decimals(4) },
  { title: 'references', cell: ({ found }) => found.references },
  { title: 'label_percentile', cell: ({ found }) => found.labelPercentile, format: decimals(4) },
  { title: 'rank', cell: ({ found }) => found.rank },
  { title: 'contrast', cell: ({ found }) => found.contrast, format: decimals(6) },
  { title: 'best_other', cell: ({ found }) => found.bestOther, isText: true },
  { title: 'arousal', cell: ({ found }) => found.arousal, format: decimals(6) },
]
