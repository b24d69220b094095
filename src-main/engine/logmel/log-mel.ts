/**
 * The model's view of a clip: audio at the model's rate -> log-Mel, exactly as librosa's `feature.melspectrogram` and
 * `power_to_db` give it for the parameters of a front end.
 *
 * Conventions: Matrix [mels x frames], lowest band first. Times are in seconds of the whole clip, whatever was trimmed
 * or cut. `log` db: 10 log10(max(amin, x) / max(amin, reference)), then limited to topDb below the largest value, also
 * where `power` is 1; ln and log10: of max(amin, x), without reference or topDb; none: x itself.
 *
 * References: [mcfee2015] (librosa), [davis1980] (mel bands), [slaney1998] (scale and norm).
 */
import type { FrontEnd } from '#contracts/model'
import type { Matrix } from '#engine/base/matrix'
import type { Hertz, Seconds } from '#engine/base/units'
import { CueScopeError } from '#engine/base/errors'
import { melFrequenciesHz } from '#engine/dsp/mel-scale'
import { compressLevels } from './compress-levels'
import { melSpectrogram } from './mel-spectrogram'
import { usedPart } from './used-part'

export interface LogMel {
  /** Float32 [mels x frames], in the front end's own unit, not normalised. */
  readonly values: Matrix
  readonly hopSec: Seconds
  /** The time that frame 0 is centred on. */
  readonly firstFrameSec: Seconds
  /** What the model sees of the clip, after the front end's trim and clip. */
  readonly usedStartSec: Seconds
  readonly usedEndSec: Seconds
}

/** `audio` must already be at the front end's rate. @throws CueScopeError too-short, bad-option */
export function computeLogMel(audio: { samples: Float32Array; sampleRateHz: Hertz }, frontEnd: FrontEnd): LogMel {
  const { sampleRate, nFft, hopLength, center } = frontEnd
  if (audio.sampleRateHz !== sampleRate) {
    throw new RangeError(
      `log-Mel at ${sampleRate} Hz was asked of audio at ${audio.sampleRateHz} Hz: resample it first`,
    )
  }
  const used = usedPart(audio.samples, frontEnd)
  const values = melSpectrogram(used.samples, frontEnd)
  compressLevels(values.data, frontEnd)
  const firstFrameSample = used.start - used.silenceBefore + (center ? 0 : nFft / 2)
  return {
    values,
    hopSec: hopLength / sampleRate,
    firstFrameSec: firstFrameSample / sampleRate,
    usedStartSec: used.start / sampleRate,
    usedEndSec: used.end / sampleRate,
  }
}

/** Refuses a clip that the model can't take. @throws CueScopeError too-short, too-long */
export function checkFrameCount(logMel: LogMel, { minFrames, maxFrames }: FrontEnd): void {
  const { values, hopSec } = logMel
  const details = { frames: values.cols, minFrames, maxFrames }
  const lasts = (frames: number): string => `${frames} frames (${(frames * hopSec).toFixed(2)} s)`
  if (values.cols < minFrames) {
    const message = `The clip gives ${lasts(values.cols)}; this model needs at least ${lasts(minFrames)}. Leave it out.`
    throw new CueScopeError('too-short', message, details)
  }
  if (values.cols > maxFrames) {
    const message = `The clip gives ${lasts(values.cols)}; this model takes at most ${lasts(maxFrames)}. Cut it into utterances.`
    throw new CueScopeError('too-long', message, details)
  }
}

/**
 * The model's input: (x - mean) / std of the front end, per band or for all; `per-clip`: mean and standard deviation
 * over all of the clip's cells (all 0 where they are all the same). A new matrix; the same one where nothing is done.
 */
export function normaliseLogMel({ values }: LogMel, { normalise }: FrontEnd): Matrix {
  if (normalise === null) return values
  const { rows, cols } = values
  const data = new Float32Array(rows * cols)
  const perClip = normalise === 'per-clip' ? meanAndSd(values.data) : null
  for (let band = 0; band < rows; band++) {
    const mean = perClip?.mean ?? perBand(normalise, 'mean', band, rows)
    const std = perClip?.std ?? perBand(normalise, 'std', band, rows)
    for (let i = band * cols; i < (band + 1) * cols; i++) data[i] = (values.data[i] - mean) / std
  }
  return { data, rows, cols }
}

/** nMels + 2 frequencies: band i rises from edge i to its peak at edge i + 1 and falls to edge i + 2. */
export function melBandEdgesHz({ nMels, fMin, fMax, melScale }: FrontEnd): Hertz[] {
  return melFrequenciesHz(nMels + 2, fMin, fMax, melScale)
}

function meanAndSd(values: Float32Array): { mean: number; std: number } {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return { mean, std: Math.sqrt(squares / values.length) || 1 }
}

function perBand(normalise: FrontEnd['normalise'], name: 'mean' | 'std', band: number, bands: number): number {
  const values = (normalise as Record<typeof name, number | number[]>)[name]
  if (Array.isArray(values) && values.length !== bands) {
    const message = `The front end has ${bands} mel bands, but normalise.${name} has ${values.length} values. Correct model.json.`
    throw new CueScopeError('bad-option', message, { bands, values: values.length })
  }
  const value = Array.isArray(values) ? values[band] : values
  if (name === 'std' && !(value > 0)) {
    throw new CueScopeError(
      'bad-option',
      `normalise.std of band ${band} is ${value}; it must be above 0. Correct model.json.`,
    )
  }
  return value
}
