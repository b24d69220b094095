import { makeRandom } from '#engine/speech-synthesis/random'
import type { ArtefactOf, Planted, Sound } from './artefact'
import { meanSquare, speechRms } from './speech-level'

/** All along the clip, as mains hum is; harmonics with phases of their own. @throws CueScopeError silence */
export function plantHum(clip: Sound, { mainsHz, harmonics, snrDb }: ArtefactOf<'hum'>, seed: string): Planted {
  const { sampleRateHz } = clip
  const random = makeRandom(seed)
  const audible = Math.min(harmonics, Math.ceil(sampleRateHz / 2 / mainsHz) - 1)
  const partials = Array.from({ length: audible }, (_, i) => ({
    step: (2 * Math.PI * mainsHz * (i + 1)) / sampleRateHz,
    amplitude: 1 / (i + 1),
    phase: random.uniform(0, 2 * Math.PI),
  }))
  const hum = Float64Array.from(clip.samples, (_, n) =>
    partials.reduce((sum, { step, amplitude, phase }) => sum + amplitude * Math.sin(step * n + phase), 0),
  )
  const gain = (speechRms(clip) * 10 ** (-snrDb / 20)) / Math.sqrt(meanSquare(hum))
  const samples = clip.samples.map((value, n) => value + gain * hum[n])
  const extent = { startSec: 0, endSec: samples.length / sampleRateHz }
  return { samples, extents: [{ ...extent, fMinHz: mainsHz / 2, fMaxHz: (audible + 0.5) * mainsHz }] }
}
