import type { FrequencyScale } from './frequency-axis'
import type { StftSpec } from './stft'
import type { WindowShape } from './window-shapes'

/** How a person wants the fine spectrogram. */
export interface FineLook {
  readonly fftSize: number
  /** 0: as long as the FFT. */
  readonly windowMs: number
  readonly shape: WindowShape
  readonly scale: FrequencyScale
  /** 0: up to half the sample rate. */
  readonly topHz: number
  readonly floorDb: number
  readonly ceilingDb: number
  /** Over it: the pitch as a line, the first three formants as dots. */
  readonly hasPitch: boolean
  readonly hasFormants: boolean
}

export const fftSizes = [256, 512, 1024, 2048, 4096, 8192] as const
export const windowsMs = [0, 5, 10, 20, 30, 40] as const
export const topsHz = [0, 4000, 5000, 8000, 12_000] as const

export const usualFineLook: FineLook = {
  ...{ fftSize: 1024, windowMs: 20, shape: 'gaussian', scale: 'linear' },
  ...{ topHz: 8000, floorDb: -100, ceilingDb: -20, hasPitch: false, hasFormants: false },
}

/** A Gaussian of 10 ms is 20 ms long: outside its middle half there is hardly anything of it [praat]. */
const lengthFactor = (shape: WindowShape): number => (shape === 'gaussian' ? 2 : 1)

/** In samples; the FFT is never shorter than the window. */
export function stftSpec({ fftSize, windowMs, shape }: FineLook, sampleRateHz: number): StftSpec {
  if (windowMs === 0) return { shape, fftSize, windowSize: fftSize }
  const wanted = 2 * Math.max(4, Math.round((lengthFactor(shape) * windowMs * sampleRateHz) / 2000))
  const windowSize = Math.min(wanted, fftSizes[fftSizes.length - 1])
  return { shape, windowSize, fftSize: Math.max(fftSize, 2 ** Math.ceil(Math.log2(windowSize))) }
}

/** What the axis ends at: never above half the sample rate. */
export function topOf({ topHz }: FineLook, sampleRateHz: number): number {
  return topHz === 0 ? sampleRateHz / 2 : Math.min(topHz, sampleRateHz / 2)
}

/** The next size up or down; the same at the end. */
export function stepFftSize(size: number, direction: 1 | -1): number {
  const at = fftSizes.findIndex(one => one >= size)
  return fftSizes[Math.min(fftSizes.length - 1, Math.max(0, (at < 0 ? fftSizes.length : at) + direction))]
}
