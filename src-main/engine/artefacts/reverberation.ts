import type { Hertz } from '#engine/base/units'
import { makeRandom } from '#engine/speech-synthesis/random'
import type { ArtefactOf, Planted, Sound } from './artefact'
import { convolve } from './convolve'
import { meanSquare } from './speech-level'

/** Where the response ends: it is inaudible there and would only cost time. */
const END_DB = 70
/** The first reflection of a room comes later than the direct sound by this. */
const GAP_SEC = 0.002

/** The clip in a room, in time with the dry clip, as loud, and cut where the dry clip ends. */
export function plantReverberation(clip: Sound, settings: ArtefactOf<'reverberation'>, seed: string): Planted {
  const { samples, sampleRateHz } = clip
  const wet = convolve(samples, roomResponse(settings, sampleRateHz, seed)).subarray(0, samples.length)
  const wetPower = meanSquare(wet)
  const gain = wetPower > 0 ? Math.sqrt(meanSquare(samples) / wetPower) : 1
  return { samples: Float32Array.from(wet, value => gain * value), extents: [] }
}

/** An impulse of 1 at sample 0, then noise that falls by 60 dB in rt60Sec and has the energy asked for. */
export function roomResponse(settings: ArtefactOf<'reverberation'>, sampleRateHz: Hertz, seed: string): Float64Array {
  const { rt60Sec, directToReverberantDb } = settings
  const random = makeRandom(seed)
  const gap = Math.max(1, Math.round(GAP_SEC * sampleRateHz))
  const response = new Float64Array(gap + Math.ceil((rt60Sec * END_DB * sampleRateHz) / 60))
  for (let n = gap; n < response.length; n++)
    response[n] = random.noise() * 10 ** ((-3 * (n - gap)) / (rt60Sec * sampleRateHz))
  const energy = meanSquare(response) * response.length
  const gain = Math.sqrt(10 ** (-directToReverberantDb / 10) / energy)
  const scaled = response.map(value => gain * value)
  scaled[0] = 1
  return scaled
}
