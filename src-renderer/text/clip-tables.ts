import type { Chance, CueInfo, CueKey, Measures } from '#contracts/cue'
import type { Segment } from '#contracts/segment'
import type { CueTrack, WeakRun } from '../canvas/cue-track'
import { csvText } from './csv'
import type { Cell } from './csv'
import { unscoredCues } from './cues'

/** One line a row of a cue, with why it rests on little; empty values where the cue has none. */
export function cueTracksCsv(tracks: readonly CueTrack[], weak: ReadonlyMap<CueKey, readonly WeakRun[]>): string {
  const rows = tracks.flatMap(({ key, unit, values, hopSec, middleSec }) => {
    const why = Array.from(values, (): string | null => null)
    for (const run of weak.get(key) ?? []) why.fill(run.why, run.from, run.to)
    return Array.from(values, (value, row): Cell[] => [key, unit, middleSec + row * hopSec, value, why[row]])
  })
  return csvText(['cue', 'unit', 'time_sec', 'value', 'rests_on_little'], rows)
}

/** A line a frame, a column a frequency; `valueAt`: of a frame and a column. */
export function pictureCsv(
  timesSec: readonly number[],
  hertz: readonly number[],
  valueAt: (frame: number, column: number) => number,
): string {
  const titles = ['time_sec', ...hertz.map(hz => `${Number(hz.toFixed(3))}_hz`)]
  return csvText(
    titles,
    timesSec.map((sec, frame) => [sec, ...hertz.map((_, column) => valueAt(frame, column))]),
  )
}

export function segmentsCsv(explanation: string, segments: readonly Segment[]): string {
  const titles = ['explanation', 'rank', 'start_sec', 'end_sec', 'score', 'share']
  return csvText(
    titles,
    segments.map(({ rank, startSec, endSec, score, share }) => [explanation, rank, startSec, endSec, score, share]),
  )
}

const chanceTitles = (name: string): string[] => ['draws', 'mean', 'sd', 'z', 'p'].map(figure => `${name}_${figure}`)
const chanceCells = (chance: Chance | null | undefined): Cell[] => [
  chance?.draws,
  chance?.mean,
  chance?.sd,
  chance?.z,
  chance?.p,
]

const cardTitles = [
  ...['cue', 'title', 'unit', 'is_scored', 'salient_mean', 'salient_sd', 'full_mean', 'full_sd'],
  ...chanceTitles('random_speech'),
  ...chanceTitles('random_anywhere'),
  ...['reliability', 'reason', 'measured_sec', 'voiced_sec', 'periods', 'snr_db', 'clipped_share'],
]

/** One line a cue, in the order of the cue list. */
export function cueCardCsv(infos: readonly CueInfo[], { cues, baselines, reliability }: Measures): string {
  const rows = infos.map(({ key, title, unit }): Cell[] => {
    const [salient, full, trust] = [cues.salient?.[key], cues.full?.[key], reliability.salient?.[key]]
    return [
      ...[key, title, unit, unscoredCues.includes(key) ? 'no' : 'yes'],
      ...[salient?.mean, salient?.sd, full?.mean, full?.sd],
      ...chanceCells(baselines.speech?.[key]?.mean),
      ...chanceCells(baselines.anywhere?.[key]?.mean),
      ...[trust?.state, trust?.reason, trust?.measuredSec, trust?.voicedSec],
      ...[trust?.periods, trust?.snrDb, trust?.clippedShare],
    ]
  })
  return csvText(cardTitles, rows)
}
