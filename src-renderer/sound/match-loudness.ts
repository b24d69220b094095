import { peakLevel } from '../canvas/peaks'
import { integratedLoudness } from './loudness'

/** As broadcasts are levelled (EBU R 128). */
export const TARGET_LKFS = -23
/** No sample is louder than this, full scale being 0. */
export const CEILING_DB = -1

export interface LoudnessMatch {
  /** What the clip is multiplied by. */
  readonly gain: number
  /** Of the clip as it is; -Infinity: silence, which is left as it is. */
  readonly loudnessLkfs: number
  /** The gain was lowered: the target would have driven the loudest sample above the ceiling. */
  readonly isHeldBack: boolean
}

const known = new WeakMap<Float32Array, { loudnessLkfs: number; peak: number }>()

/**
 * What brings a clip to the same loudness as every other. It is the whole clip's, also where a part of it is played: loud and
 * quiet places of one clip stay as far apart as they are.
 * @param volume of the listener, on top
 */
export function matchLoudness(samples: Float32Array, sampleRateHz: number, volume: number): LoudnessMatch {
  const figures = known.get(samples) ?? {
    loudnessLkfs: integratedLoudness(samples, sampleRateHz),
    peak: peakLevel(samples),
  }
  known.set(samples, figures)
  const { loudnessLkfs, peak } = figures
  const wanted = volume * (Number.isFinite(loudnessLkfs) ? 10 ** ((TARGET_LKFS - loudnessLkfs) / 20) : 1)
  const most = peak > 0 ? 10 ** (CEILING_DB / 20) / peak : Infinity
  return { gain: Math.min(wanted, most), loudnessLkfs, isHeldBack: wanted > most }
}
