import type { Hertz } from '#engine/base/units'
import { besselI0 } from './windows'

/** The resampling kernel, sampled for outputs at `phases` places between two input samples. */
export interface PolyphaseBank {
  /** Weight of tap `tap` for an output `phase` / phases after an input sample; phases 0..phases. */
  weight(phase: number, tap: number): number
  /** Even; tap taps / 2 - 1 weighs the input sample at or just before the output's place. */
  readonly taps: number
  readonly phases: number
  /** From one output to the next, in phases; means something only where the bank is exact. */
  readonly step: number
  /** Every output falls on a phase; otherwise outputs lie between two. */
  readonly isExact: boolean
}

const ATTENUATION_DB = 125
/** End of the pass band, as a share of the lower Nyquist frequency; the stop band starts at 1. */
const PASS_BAND = 0.913
/** More phases than this and the bank is interpolated instead of exact. */
const MOST_EXACT_PHASES = 640
const INTERPOLATED_PHASES = 1024

export function createPolyphaseBank(fromHz: Hertz, toHz: Hertz): PolyphaseBank {
  const divisor = Number.isInteger(fromHz) && Number.isInteger(toHz) ? greatestCommonDivisor(fromHz, toHz) : 1
  const isExact = Number.isInteger(toHz / divisor) && toHz / divisor <= MOST_EXACT_PHASES
  const phases = isExact ? toHz / divisor : INTERPOLATED_PHASES
  const kernel = createKernel(Math.min(1, toHz / fromHz))
  const taps = 2 * Math.ceil(kernel.reach)
  const weight = (phase: number, tap: number): number => kernel.at(tap - (taps / 2 - 1) - phase / phases)
  return { weight, taps, phases, step: fromHz / divisor, isExact }
}

/** A low pass in units of input samples; `lowerNyquist` is a share of the input's Nyquist frequency, at most 1. */
function createKernel(lowerNyquist: number): { reach: number; at(offset: number): number } {
  const cutoff = (lowerNyquist * (1 + PASS_BAND)) / 2
  const transition = Math.PI * lowerNyquist * (1 - PASS_BAND)
  // Kaiser's estimates of length and shape for an attenuation [kaiser1974].
  const reach = (ATTENUATION_DB - 7.95) / (2.285 * transition) / 2
  const beta = 0.1102 * (ATTENUATION_DB - 8.7)
  const scale = cutoff / besselI0(beta)
  function at(offset: number): number {
    if (Math.abs(offset) >= reach) return 0
    const angle = Math.PI * cutoff * offset
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle
    return scale * sinc * besselI0(beta * Math.sqrt(1 - (offset / reach) ** 2))
  }
  return { reach, at }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
