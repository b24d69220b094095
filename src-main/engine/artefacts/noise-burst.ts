import { makeRandom } from '#engine/speech-synthesis/random'
import type { ArtefactOf, Planted, Sound } from './artefact'
import { noise } from './noise'
import { meanSquare, speechRms } from './speech-level'
import { spanAt } from './span'

/** The level is that of the noise before its ramps. @throws CueScopeError silence, bad-option */
export function plantNoiseBurst(clip: Sound, settings: ArtefactOf<'noise-burst'>, seed: string): Planted {
  const { colour, snrDb, place, durationSec, rampSec } = settings
  const { sampleRateHz } = clip
  const { start, length } = spanAt(clip, place, durationSec, seed)
  const burst = noise(colour, length, sampleRateHz, makeRandom(seed))
  const gain = (speechRms(clip) * 10 ** (-snrDb / 20)) / Math.sqrt(meanSquare(burst))
  const ramp = Math.min(Math.round(rampSec * sampleRateHz), Math.floor(length / 2))
  const samples = clip.samples.slice()
  burst.forEach((value, n) => (samples[start + n] += gain * value * rise(Math.min(n, length - 1 - n), ramp)))
  const extent = { startSec: start / sampleRateHz, endSec: (start + length) / sampleRateHz }
  return { samples, extents: [{ ...extent, fMinHz: 0, fMaxHz: sampleRateHz / 2 }] }
}

function rise(n: number, ramp: number): number {
  return n >= ramp ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (n + 0.5)) / ramp)
}
