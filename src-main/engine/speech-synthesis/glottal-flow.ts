import type { Hertz } from '#engine/base/units'
import type { GlottalPulse } from './glottal-pulses'

/** What the glottis sends into the mouth, per sample. */
export interface GlottalFlow {
  /** Derivative of the flow (radiation at the lips included); its negative peak at closure is -1 for amplitude 1. */
  readonly derivative: Float64Array
  /** 1 while the glottis is open, 0 while it is closed, and between at the edges. */
  readonly opening: Float64Array
}

const OVERSAMPLING = 4
const HALF_TAPS = 32

/**
 * The KLGLOTT88 pulse [klatt1990]: flow t^2 - t^3 over the open phase, abrupt closure. Closure is a jump, whose
 * overtones would fold back below Nyquist, so pulses are drawn at four times the rate, each value the mean of the
 * derivative over its own interval (the difference of the flow at its ends), and decimated.
 */
export function renderFlow(pulses: readonly GlottalPulse[], length: number, sampleRateHz: Hertz): GlottalFlow {
  const fastRateHz = sampleRateHz * OVERSAMPLING
  const fast = new Float64Array(length * OVERSAMPLING)
  const opening = new Float64Array(length)
  for (const { startSec, periodSec, openQuotient, amplitude } of pulses) {
    const openSamples = periodSec * openQuotient * fastRateHz
    const start = startSec * fastRateHz
    const end = Math.min(fast.length, Math.ceil(start + openSamples))
    for (let i = Math.floor(start); i < end; i++) {
      const from = Math.max(0, (i - start) / openSamples)
      const to = Math.min(1, (i + 1 - start) / openSamples)
      fast[i] += amplitude * openSamples * (flowAt(to) - flowAt(from))
      opening[Math.floor(i / OVERSAMPLING)] += ((to - from) * openSamples) / OVERSAMPLING
    }
  }
  return { derivative: decimate(fast, length), opening }
}

/** `phase` runs from 0 to 1 over the open phase. */
function flowAt(phase: number): number {
  return phase * phase * (1 - phase)
}

function decimate(fast: Float64Array, length: number): Float64Array {
  const slow = new Float64Array(length)
  for (let n = 0; n < length; n++) {
    const from = Math.max(0, n * OVERSAMPLING - HALF_TAPS)
    const to = Math.min(fast.length - 1, n * OVERSAMPLING + HALF_TAPS)
    let sum = 0
    for (let i = from; i <= to; i++) sum += fast[i] * LOW_PASS[i - n * OVERSAMPLING + HALF_TAPS]
    slow[n] = sum
  }
  return slow
}

/** Hann-windowed sinc, cut-off just below the slow Nyquist, unit gain at 0 Hz. */
const LOW_PASS = makeLowPass()

function makeLowPass(): Float64Array {
  const cutoff = 0.9 / (2 * OVERSAMPLING)
  const taps = new Float64Array(2 * HALF_TAPS + 1)
  for (let k = -HALF_TAPS; k <= HALF_TAPS; k++) {
    const sinc = k === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * k) / (Math.PI * k)
    taps[k + HALF_TAPS] = sinc * (0.5 + 0.5 * Math.cos((Math.PI * k) / (HALF_TAPS + 1)))
  }
  const gain = taps.reduce((sum, tap) => sum + tap, 0)
  return taps.map(tap => tap / gain)
}
