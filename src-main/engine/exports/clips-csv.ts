import { cueRegions, type CueKey, type CueRegion, type CueVector } from '#contracts/cue'
import { exportedClipId } from './clip-id'
import { decimals, encodeCsv, significant, type CsvColumn } from './csv'
import { byText } from './row-order'

/** A clip with a result. */
export interface ClipExport {
  /** Relative to the audited folder, forward slashes. */
  readonly file: string
  readonly sha256: string
  readonly dataset: string
  readonly speaker: string | null
  readonly sex: string | null
  /** Canonical, or the manifest's own word. */
  readonly emotion: string | null
  /** The model's label that the emotion maps onto; null: none. */
  readonly expected: string | null
  readonly predicted: string
  readonly confidence: number
  /** [labels], in the model's order, 0..1 */
  readonly probabilities: readonly number[]
  readonly cues: Readonly<Partial<Record<CueRegion, CueVector>>>
}

/**
 * `clips.csv`. The column `emotion` holds the model's label where the emotion maps onto one, so that it compares with
 * `predicted`, and the data set's own emotion where it does not. A cue that can't be measured is an empty cell.
 */
export function clipsCsv(clips: readonly ClipExport[], labels: readonly string[], cues: readonly CueKey[]): string {
  return encodeCsv(
    [...clipColumns, ...labels.map(probabilityColumn), ...cueColumns(cues)],
    clips.toSorted(byText('file')),
  )
}

const clipColumns: readonly CsvColumn<ClipExport>[] = [
  { title: 'clip_id', cell: clip => exportedClipId(clip.file, clip.sha256) },
  { title: 'sha256', cell: clip => clip.sha256 },
  { title: 'file', cell: clip => clip.file },
  { title: 'dataset', cell: clip => clip.dataset },
  { title: 'speaker', cell: clip => clip.speaker },
  { title: 'sex', cell: clip => clip.sex },
  { title: 'emotion', cell: clip => clip.expected ?? clip.emotion },
  { title: 'predicted', cell: clip => clip.predicted },
  { title: 'confidence', cell: clip => clip.confidence, format: decimals(6) },
]

function probabilityColumn(label: string, index: number): CsvColumn<ClipExport> {
  return { title: `prob_${label}`, cell: clip => clip.probabilities[index], format: decimals(6) }
}

function cueColumns(cues: readonly CueKey[]): CsvColumn<ClipExport>[] {
  return cues.flatMap(cue =>
    cueRegions.flatMap(region =>
      (['mean', 'sd'] as const).map(statistic => ({
        title: `${cue}_${region}_${statistic}`,
        cell: (clip: ClipExport) => clip.cues[region]?.[cue]?.[statistic] ?? null,
        format: significant(6),
      })),
    ),
  )
}
