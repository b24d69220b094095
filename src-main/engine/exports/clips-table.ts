import { cueRegions, type Chance, type CueKey, type Measures } from '#contracts/cue'
import { cueDelta } from '#contracts/cue-delta'
import { exportedClipId } from './clip-id'
import { decimals, significant, type Cell, type CsvColumn } from './csv'
import { byText } from './row-order'
import { tabulate, type Table } from './table'

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
  /** Standing among the label's correct clips, in percent; null: not measured. */
  readonly plausibility: number | null
  readonly verdict: string | null
  /** null: the audit had no method, so no windows. Asked for as the row is written: those of all clips fill the memory. */
  readonly measures: () => Measures | null
}

/**
 * The clips, by file. The column `emotion` holds the model's label where the emotion maps onto one, so that it compares with
 * `predicted`, and the data set's own emotion where it does not. A cue that can't be measured is an empty cell.
 * `random`, `delta`, `z` and `p` hold the salient windows against windows drawn within speech: against any windows, speech
 * would stand out from its pauses and little more be said.
 */
export function clipsTable(clips: readonly ClipExport[], labels: readonly string[], cues: readonly CueKey[]): Table {
  const columns = [...clipColumns, ...labels.map(probabilityColumn), ...plausibilityColumns, ...cueColumns(cues)]
  return tabulate('clips', columns, clipRows(clips.toSorted(byText('file'))))
}

/** A clip as its row is written. */
interface ClipRow extends ClipExport {
  readonly measured: Measures | null
}

function* clipRows(clips: readonly ClipExport[]): Generator<ClipRow> {
  for (const clip of clips) yield { ...clip, measured: clip.measures() }
}

const clipColumns: readonly CsvColumn<ClipRow>[] = [
  { title: 'clip_id', cell: clip => exportedClipId(clip.file, clip.sha256), isText: true },
  { title: 'sha256', cell: clip => clip.sha256, isText: true },
  { title: 'file', cell: clip => clip.file, isText: true },
  { title: 'dataset', cell: clip => clip.dataset, isText: true },
  { title: 'speaker', cell: clip => clip.speaker, isText: true },
  { title: 'sex', cell: clip => clip.sex, isText: true },
  { title: 'emotion', cell: clip => clip.expected ?? clip.emotion, isText: true },
  { title: 'predicted', cell: clip => clip.predicted, isText: true },
  { title: 'confidence', cell: clip => clip.confidence, format: decimals(6) },
]

function probabilityColumn(label: string, index: number): CsvColumn<ClipRow> {
  return { title: `prob_${label}`, cell: clip => clip.probabilities[index], format: decimals(6) }
}

const plausibilityColumns: readonly CsvColumn<ClipRow>[] = [
  { title: 'plausibility', cell: clip => clip.plausibility, format: decimals(2) },
  { title: 'verdict', cell: clip => clip.verdict, isText: true },
]

function cueColumns(cues: readonly CueKey[]): CsvColumn<ClipRow>[] {
  const column = (title: string, of: (measures: Measures) => Cell | undefined): CsvColumn<ClipRow> => ({
    title,
    cell: ({ measured }) => (measured && of(measured)) ?? null,
    format: significant(6),
  })
  return cues.flatMap(cue => {
    const chance = ({ baselines }: Measures, statistic: 'mean' | 'sd'): Chance | undefined =>
      baselines.speech?.[cue]?.[statistic]
    const statistics = ['mean', 'sd'] as const
    return [
      ...cueRegions.flatMap(region =>
        statistics.map(name => column(`${cue}_${region}_${name}`, ({ cues: found }) => found[region]?.[cue]?.[name])),
      ),
      ...statistics.map(name => column(`${cue}_random_${name}`, found => chance(found, name)?.mean)),
      column(`delta_${cue}`, found => cueDelta(found, cue, 'speech')),
      column(`z_${cue}`, found => chance(found, 'mean')?.z),
      column(`p_${cue}`, found => chance(found, 'mean')?.p),
      { ...column(`reliability_${cue}`, found => reliability(found, cue)), isText: true },
    ]
  })
}

/** `good`, `little: low-snr`, `none: no-voice`... of the salient windows. */
function reliability({ reliability: found }: Measures, cue: CueKey): string | undefined {
  const { state, reason } = found.salient?.[cue] ?? {}
  return reason ? `${state}: ${reason}` : state
}
