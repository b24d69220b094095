import type { FrontEnd } from '#contracts/model'
import type { Hertz } from '#engine/base/units'

/**
 * The first stretch that is not silent, in samples, found as pydub's `detect_nonsilent` does: a stretch of
 * `minSilenceSec` is silent where its level is at most the whole clip's level plus `thresholdDb`; stretches are tried at
 * each millisecond and those that touch are one. The whole clip where nothing else is left.
 */
export function trimSilence(
  samples: Float32Array,
  sampleRateHz: Hertz,
  { thresholdDb, minSilenceSec }: NonNullable<FrontEnd['trim']>,
): { start: number; end: number } {
  const whole = { start: 0, end: samples.length }
  const clipMs = Math.round((1000 * samples.length) / sampleRateHz)
  const silenceMs = Math.round(1000 * minSilenceSec)
  const sampleAt = (ms: number): number => Math.min(samples.length, Math.floor((ms * sampleRateHz) / 1000))
  const energyBefore = runningEnergy(samples)
  const meanSquare = (start: number, end: number): number => (energyBefore[end] - energyBefore[start]) / (end - start)
  const threshold = meanSquare(0, samples.length) * 10 ** (thresholdDb / 10)

  // `quietUntilMs`: end of the silence that runs at present; the first sound lasts from there to the next silence.
  let quietUntilMs = 0
  for (let ms = 0; ms + silenceMs <= clipMs; ms++) {
    if (meanSquare(sampleAt(ms), sampleAt(ms + silenceMs)) > threshold) continue
    if (ms > quietUntilMs) return { start: sampleAt(quietUntilMs), end: sampleAt(ms) }
    quietUntilMs = ms + silenceMs
  }
  return quietUntilMs < clipMs ? { start: sampleAt(quietUntilMs), end: samples.length } : whole
}

/** Float64 [samples + 1]: sum of the squares of all samples before each. */
function runningEnergy(samples: Float32Array): Float64Array {
  const energy = new Float64Array(samples.length + 1)
  for (let n = 0; n < samples.length; n++) energy[n + 1] = energy[n] + samples[n] * samples[n]
  return energy
}
