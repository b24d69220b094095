import { CueScopeError } from '#engine/base/errors'
import type { ArtefactOf, Planted, Sound } from './artefact'
import { convolve } from './convolve'
import { sincKernel } from './sinc-kernel'

const TRANSITION_HZ = 100

/**
 * Takes away all below fMinHz and above fMaxHz, without delay: what is between keeps its level and its place. The
 * extents are what was taken away. @throws CueScopeError bad-option where the clip has nothing there
 */
export function plantBandLimit(clip: Sound, { fMinHz, fMaxHz }: ArtefactOf<'band-limit'>): Planted {
  const { samples, sampleRateHz } = clip
  const nyquistHz = sampleRateHz / 2
  const low = fMinHz !== null && fMinHz > TRANSITION_HZ ? fMinHz : null
  const high = fMaxHz !== null && fMaxHz + TRANSITION_HZ < nyquistHz ? fMaxHz : null
  if (low === null && high === null) {
    const message = `A clip at ${sampleRateHz} Hz has nothing outside ${fMinHz ?? 0} to ${fMaxHz ?? nyquistHz} Hz to take away.`
    throw new CueScopeError('bad-option', message, { sampleRateHz, fMinHz, fMaxHz })
  }
  const kernel = sincKernel({ fMinHz: low, fMaxHz: high, transitionHz: TRANSITION_HZ }, sampleRateHz)
  const delay = (kernel.length - 1) / 2
  const whole = { startSec: 0, endSec: samples.length / sampleRateHz }
  return {
    samples: Float32Array.from(convolve(samples, kernel).subarray(delay, delay + samples.length)),
    extents: [
      ...(low === null ? [] : [{ ...whole, fMinHz: 0, fMaxHz: low - TRANSITION_HZ }]),
      ...(high === null ? [] : [{ ...whole, fMinHz: high + TRANSITION_HZ, fMaxHz: nyquistHz }]),
    ],
  }
}
