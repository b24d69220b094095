import type { ErrorBody } from '#contracts/error'
import { CueScopeError } from '#engine/base/errors'
import type { Hertz } from '#engine/base/units'
import type { Levels } from './mixdown'

/** +20 dB over full scale: floating-point files above it are scaled as something else. */
const HIGHEST_PEAK = 10
/** -80 dB of full scale. */
const SILENCE_PEAK = 1e-4
const DC_OFFSET = 0.02
const SHORT_SEC = 0.04

/** What should be known of an accepted clip. @throws CueScopeError non-finite-samples, out-of-range */
export function levelNotes(levels: Levels, frames: number, sampleRateHz: Hertz, channels: number): ErrorBody[] {
  const { peak, nonFinite, clipped, monoPeak, monoMean } = levels
  if (nonFinite > 0) {
    const message = `${nonFinite} of its samples are not finite numbers (NaN or infinite). Export it again.`
    throw new CueScopeError('non-finite-samples', message, { nonFinite })
  }
  if (peak > HIGHEST_PEAK) {
    const message = `its samples reach ${peak.toPrecision(3)}, but full scale is 1: the file seems to be scaled otherwise. Divide it by its full scale.`
    throw new CueScopeError('out-of-range', message, { peak })
  }

  const notes: ErrorBody[] = []
  const durationSec = frames / sampleRateHz
  const decibels = (value: number): string => `${(20 * Math.log10(value)).toFixed(1)} dB`
  if (channels > 1) {
    notes.push({ code: 'downmixed', message: `The mean of ${channels} channels is used.`, details: { channels } })
  }
  if (peak > 1) {
    const message = `Samples reach ${peak.toPrecision(3)} (${decibels(peak)} over full scale); they are used as they are.`
    notes.push({ code: 'out-of-range', message, details: { peak } })
  }
  if (clipped > 0) {
    const message = `${clipped} samples are clipped (3 or more in a row at full scale).`
    notes.push({ code: 'clipped', message, details: { clipped } })
  }
  if (monoPeak < SILENCE_PEAK) {
    const message = monoPeak === 0 ? 'All samples are 0.' : `The clip is silent: its peak is at ${decibels(monoPeak)}.`
    notes.push({ code: 'silence', message, details: { peak: monoPeak } })
  }
  if (durationSec < SHORT_SEC) {
    const message = `The clip lasts only ${(1000 * durationSec).toFixed(1)} ms.`
    notes.push({ code: 'too-short', message, details: { durationSec } })
  } else if (Math.abs(monoMean) >= DC_OFFSET) {
    const message = `The samples' mean is ${monoMean.toFixed(3)} instead of 0 (a DC offset).`
    notes.push({ code: 'dc-offset', message, details: { mean: monoMean } })
  }
  return notes
}
