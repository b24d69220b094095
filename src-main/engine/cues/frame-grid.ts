import type { Hertz, Seconds } from '#engine/base/units'

/** One of the two framings of a clip. */
export interface Framing {
  readonly lengthSamples: number
  readonly hopSamples: number
  /** Frames that fit; 0 where the clip holds no frame of 60 ms. */
  readonly frames: number
  readonly fftSize: number
  /** fftSize / 2 + 1 */
  readonly bins: number
  /** Spacing of the bins after the nominal frame length: differs slightly from rate / fftSize where the length was rounded. */
  readonly binHz: Hertz
  /** Zeros before the frame in the transform's input. */
  readonly padSamples: number
  /** From a frame's start to its middle. */
  readonly middleSec: Seconds
}

/**
 * The frames of a clip: 20 ms (spectral cues) and 60 ms (pitch, harmonics), one hop of 10 ms.
 *
 * Conventions: frame i of either kind starts at sample i * hopSamples; the end is not padded. Lengths are rounded to
 * samples, and so is the hop: rows are hopSamples / sampleRateHz apart, not exactly 10 ms. A clip shorter than one
 * 60 ms frame has no frames at all. Names follow openSMILE's eGeMAPSv02, with which every number here agrees.
 *
 * References: [eyben2016].
 */
export interface FrameGrid {
  readonly sampleRateHz: Hertz
  /** 1 / sampleRateHz as a double; divide by it literally where lengths are rounded, or some rates are off by one. */
  readonly periodSec: Seconds
  readonly hopSamples: number
  readonly hopSec: Seconds
  readonly short: Framing
  readonly long: Framing
}

export function frameGrid(sampleCount: number, sampleRateHz: Hertz): FrameGrid {
  const periodSec = 1 / sampleRateHz
  const hopSamples = Math.round(0.01 / periodSec)
  const isTooShort = sampleCount < Math.round(0.06 / periodSec)
  const frame = (nominalSec: Seconds): Framing => {
    const lengthSamples = Math.round(nominalSec / periodSec)
    const fftSize = 2 ** Math.ceil(Math.log2(lengthSamples))
    return {
      lengthSamples,
      hopSamples,
      frames: isTooShort ? 0 : 1 + Math.floor((sampleCount - lengthSamples) / hopSamples),
      fftSize,
      bins: fftSize / 2 + 1,
      binHz: 1 / ((nominalSec * fftSize) / lengthSamples),
      padSamples: Math.floor((fftSize - lengthSamples) / 2),
      middleSec: nominalSec / 2,
    }
  }
  return { sampleRateHz, periodSec, hopSamples, hopSec: hopSamples * periodSec, short: frame(0.02), long: frame(0.06) }
}
