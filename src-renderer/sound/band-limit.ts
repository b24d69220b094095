/**
 * Only the frequencies between two: a linear-phase low-pass, high-pass or band-pass.
 *
 * Conventions: hertz. A windowed sinc, -6 dB at the edges; from 40 Hz inside an edge what is heard is as it was (within
 * 0.01 dB), from 40 Hz outside it is at least 70 dB down. An edge at 0 Hz or at half the sample rate is none. The
 * clip's own samples around the stretch are filtered with it, so that its ends are as right as its middle.
 *
 * References: Kaiser window after Oppenheim and Schafer, "Discrete-Time Signal Processing", 7.5.3.
 */
import { convolve } from './convolve'

export interface Band {
  readonly lowHz: number
  readonly highHz: number
}

const TRANSITION_HZ = 80
const ATTENUATION_DB = 75

/** Samples `from` to `to` (not included) of what the clip is when only the band is left. */
export function bandLimited(
  samples: Float32Array,
  from: number,
  to: number,
  band: Band,
  sampleRateHz: number,
): Float32Array<ArrayBuffer> {
  const taps = bandTaps(band, sampleRateHz)
  const half = (taps.length - 1) / 2
  const around = new Float32Array(to - from + 2 * half)
  const start = Math.max(0, from - half)
  around.set(samples.subarray(start, Math.min(samples.length, to + half)), start - (from - half))
  return convolve(around, taps)
}

/** An odd number of them, symmetric. */
export function bandTaps({ lowHz, highHz }: Band, sampleRateHz: number): Float64Array {
  const beta = 0.1102 * (ATTENUATION_DB - 8.7)
  const half = Math.ceil((ATTENUATION_DB - 7.95) / (2.285 * 2 * Math.PI * (TRANSITION_HZ / sampleRateHz)) / 2)
  const [low, high] = [Math.max(0, lowHz), Math.min(sampleRateHz / 2, highHz)].map(hz => (2 * hz) / sampleRateHz)
  const taps = new Float64Array(2 * half + 1)
  for (let i = -half; i <= half; i++) {
    const window = besselI0(beta * Math.sqrt(1 - (i / (half + 1)) ** 2)) / besselI0(beta)
    taps[i + half] = window * (high * sinc(high * i) - low * sinc(low * i))
  }
  return taps
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

/** Modified Bessel function of the first kind, order 0, by its series. */
function besselI0(x: number): number {
  let [sum, term] = [1, 1]
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
