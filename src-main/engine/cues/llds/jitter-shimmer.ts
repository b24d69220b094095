import type { Hertz, Seconds } from '#engine/base/units'
import type { FrameGrid } from '../frame-grid'
import { createPeriodMatcher } from './period-matcher'

/**
 * Jitter (relative difference of successive pitch periods) and shimmer (the same of their peak-to-peak amplitudes), from
 * matching the waveform with itself one period later.
 *
 * Units: jitter a ratio, at most 1; shimmer 20 log10(1 + relative difference) dB, which is not the mean of the absolute
 * differences in dB. Unvoiced: 0. A voiced frame in which no period could be matched repeats the frame before.
 * Read from the unwindowed samples; a frame goes on where the one before stopped reading.
 * References: [titze1993], [boersma2001], [eyben2016].
 */
export interface JitterShimmer {
  readonly jitter: Float32Array
  readonly shimmerDb: Float32Array
  /** Periods that were matched and count. */
  readonly periods: Float32Array
}

/** `f0Hz` [long frames], 0: unvoiced. */
export function jitterAndShimmer(pcm: Float32Array, grid: FrameGrid, f0Hz: Float32Array): JitterShimmer {
  const { periodSec, hopSamples, long } = grid
  const stepSamples = Math.ceil(0.01 / periodSec)
  const matcher = createPeriodMatcher(pcm, grid.sampleRateHz)
  const jitter = new Float32Array(f0Hz.length)
  const shimmerDb = new Float32Array(f0Hz.length)
  const periodsSeen = new Float32Array(f0Hz.length)
  let position = 0
  let backlog = 0
  let lastPeriodSec: Seconds = 0
  let lastJitter = 0
  let lastShimmer = 0

  for (let frame = 0; frame < f0Hz.length; frame++) {
    const required = stepSamples + backlog
    const isVoiced = f0Hz[frame] > 0
    const nominal = isVoiced ? nominalPeriod(f0Hz[frame], periodSec) : null
    let read = Math.min(nominal ? Math.max(required, 2 * nominal.longest + 2) : required, backlog + long.lengthSamples)
    if (frame * hopSamples - backlog !== position) {
      position = frame * hopSamples
      read = Math.min(read, long.lengthSamples)
    }
    if (!nominal) {
      backlog = 0
      lastPeriodSec = 0
      lastJitter = 0
      lastShimmer = 0
      position += required
      continue
    }
    matcher.load(position, read)
    let next = 0
    let periods = 0
    let periodSum = 0
    let differences = 0
    let differenceSum = 0
    let amplitudeSum = 0
    let amplitudeDifferenceSum = 0
    for (let start = 0; start < read - 2 * nominal.longest - 1;) {
      const match = matcher.match(position + start, nominal.shortest, nominal.longest)
      start += match ? match.lag : nominal.rounded
      if (match && Math.fround(match.correlation) > 0.5) {
        const lengthSec = Math.fround(match.period * periodSec)
        periods++
        periodSum += lengthSec
        if (lastPeriodSec > 0) {
          differences++
          differenceSum += Math.abs(lengthSec - lastPeriodSec)
        }
        lastPeriodSec = lengthSec
        const before = peakToPeak(pcm, position + start - match.lag, match.lag)
        const after = peakToPeak(pcm, position + start, match.lag)
        amplitudeSum += (before + after) / 2
        amplitudeDifferenceSum += Math.abs(Math.fround(before - after))
      }
      if (start < required - 1) next = start
    }
    backlog = required - next
    position += next

    periodsSeen[frame] = periods
    if (periods > 0) {
      if (differences > 0) lastJitter = Math.min(1, differenceSum / differences / (periodSum / periods))
      jitter[frame] = differences > 0 ? lastJitter : 0
      lastShimmer = amplitudeSum === 0 ? 0 : Math.min(1, amplitudeDifferenceSum / amplitudeSum)
    } else {
      jitter[frame] = lastJitter
    }
    shimmerDb[frame] = 20 * Math.log10(1 + lastShimmer)
  }
  return { jitter, shimmerDb, periods: periodsSeen }
}

/** The period that the pitch predicts, in samples, and 10 % either side of it. */
function nominalPeriod(f0Hz: Hertz, periodSec: Seconds): { rounded: number; shortest: number; longest: number } {
  const samples = 1 / f0Hz / periodSec
  return { rounded: Math.round(samples), shortest: Math.floor(0.9 * samples), longest: Math.ceil(1.1 * samples) }
}

/** Highest minus lowest sample of a period, its first and last left out. Float32, so that equal peaks differ by exactly 0. */
function peakToPeak(pcm: Float32Array, start: number, lengthSamples: number): number {
  let lowest = pcm[start + 1]
  let highest = lowest
  for (let n = start + 2; n < start + lengthSamples - 1; n++) {
    if (pcm[n] < lowest) lowest = pcm[n]
    if (pcm[n] > highest) highest = pcm[n]
  }
  return Math.fround(highest - lowest)
}
