import type { CueInfo, CueKey, CueStatistics, CueVector } from '#contracts/cue'
import { formatCount } from '../../text/format'

export interface CueRow {
  readonly info: CueInfo
  readonly salient: CueStatistics | null
  readonly full: CueStatistics | null
  /** Salient minus full clip, in the cue's unit; null: not measurable. */
  readonly difference: number | null
  /** The difference in standard deviations of the full clip, -1..1 from two down to two up: the bar's length. */
  readonly bar: number
}

/** How much stands behind a row's figures: a mean of 3 frames is not to be read as one of 300. */
export function frameWords({ salient, full }: Pick<CueRow, 'salient' | 'full'>): string {
  const frames = (value: CueStatistics | null): string => formatCount(value?.frames ?? 0)
  return `Frames: ${frames(salient)} salient, ${frames(full)} in the full clip.`
}

const FULL_BAR_SD = 2

/** One row a cue that was computed, in the order of the cue list. */
export function cueRows(infos: readonly CueInfo[], cues: Partial<Record<'salient' | 'full', CueVector>>): CueRow[] {
  const pick = (vector: CueVector | undefined, key: CueKey): CueStatistics | null => vector?.[key] ?? null
  return infos
    .filter(info => cues.full?.[info.key] !== undefined || cues.salient?.[info.key] !== undefined)
    .map(info => {
      const salient = pick(cues.salient, info.key)
      const full = pick(cues.full, info.key)
      const difference = salient && full ? salient.mean - full.mean : null
      const inSd = difference !== null && full && full.sd > 0 ? difference / full.sd : 0
      return { info, salient, full, difference, bar: Math.max(-1, Math.min(1, inSd / FULL_BAR_SD)) }
    })
}
