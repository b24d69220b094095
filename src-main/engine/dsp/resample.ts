import type { Hertz } from '#engine/base/units'
import { createPolyphaseBank } from './polyphase-bank'
import type { PolyphaseBank } from './polyphase-bank'

/**
 * Changes the sample rate of a signal by any ratio: a Kaiser-windowed sinc, evaluated at each output sample's place
 * among the input samples.
 *
 * Conventions: output sample m stands at the time m / toHz of the input (linear phase, no delay); the output has
 * ceil(n * toHz / fromHz) samples, as librosa's; outside the clip the signal counts as 0. With f the lower of the two
 * Nyquist frequencies (as soxr's high quality): the pass band ends at 0.913 f, level within 0.001 dB; the stop band
 * starts at f, at least 120 dB down. The kernel reaches about 95 samples of the lower rate to either side.
 *
 * References: [smith1984] (interpolated table of a windowed sinc), [kaiser1974] (window and its length).
 */
export function resample(samples: Float32Array, fromHz: Hertz, toHz: Hertz): Float32Array {
  if (fromHz === toHz) return samples
  if (!(fromHz > 0 && toHz > 0 && Number.isFinite(fromHz / toHz))) {
    throw new RangeError(`resample needs two positive rates, got ${fromHz} Hz and ${toHz} Hz`)
  }
  const bank = bankFor(fromHz, toHz)
  const padded = new Float64Array(samples.length + 2 * bank.taps)
  padded.set(samples, bank.taps)
  const output = new Float32Array(Math.ceil((samples.length * toHz) / fromHz))
  if (bank.isExact) convolveExact(padded, bank, output)
  else convolveInterpolated(padded, bank, fromHz / toHz, output)
  return output
}

/** The few rate pairs of a data set come again with each clip; a bank depends on nothing but the pair. */
const banks = new Map<string, PolyphaseBank>()
const MOST_BANKS = 8

function bankFor(fromHz: Hertz, toHz: Hertz): PolyphaseBank {
  const key = `${fromHz}/${toHz}`
  const known = banks.get(key)
  if (known) return known
  if (banks.size >= MOST_BANKS) banks.delete(banks.keys().next().value!)
  const bank = createPolyphaseBank(fromHz, toHz)
  banks.set(key, bank)
  return bank
}

/** Each output sample falls on one of the bank's phases. */
function convolveExact(padded: Float64Array, bank: PolyphaseBank, output: Float32Array): void {
  const { rows, taps, phases, step } = bank
  const wholeStep = Math.floor(step / phases)
  const phaseStep = step % phases
  // Tap 0 of phase 0 is taps / 2 - 1 before the sample at the output's place.
  let first = taps / 2 + 1
  let phase = 0
  for (let m = 0; m < output.length; m++) {
    output[m] = dot(padded, first, rows, phase * taps, taps)
    first += wholeStep
    phase += phaseStep
    if (phase >= phases) {
      phase -= phases
      first++
    }
  }
}

/** Between two phases the kernel is interpolated linearly: with that many phases the error is below -120 dB. */
function convolveInterpolated(padded: Float64Array, bank: PolyphaseBank, ratio: number, output: Float32Array): void {
  const { rows, taps, phases } = bank
  for (let m = 0; m < output.length; m++) {
    const place = m * ratio
    const whole = Math.floor(place)
    const finePhase = (place - whole) * phases
    const phase = Math.floor(finePhase)
    const weight = finePhase - phase
    const first = whole + taps / 2 + 1
    const before = dot(padded, first, rows, phase * taps, taps)
    const after = dot(padded, first, rows, (phase + 1) * taps, taps)
    output[m] = before + weight * (after - before)
  }
}

/** Four running sums: the additions of one need not wait for each other. `taps` is a multiple of 4. */
function dot(signal: Float64Array, first: number, rows: Float64Array, row: number, taps: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let k = 0; k < taps; k += 4) {
    a += signal[first + k] * rows[row + k]
    b += signal[first + k + 1] * rows[row + k + 1]
    c += signal[first + k + 2] * rows[row + k + 2]
    d += signal[first + k + 3] * rows[row + k + 3]
  }
  return a + b + (c + d)
}
