import type { Seconds } from '#engine/base/units'
import { CueScopeError } from '#engine/base/errors'
import { makeRandom } from '#engine/speech-synthesis/random'
import type { Sound } from './artefact'

/**
 * Samples of a stretch, to the nearest. A random place depends on the seed and on how much room there is, on nothing else
 * of the artefact. @throws CueScopeError bad-option where it leaves the clip
 */
export function spanAt(
  { samples, sampleRateHz }: Sound,
  place: Seconds | 'random',
  durationSec: Seconds,
  seed: string,
): { start: number; length: number } {
  const length = Math.round(durationSec * sampleRateHz)
  const room = samples.length - length
  const start = Math.round(place === 'random' ? makeRandom(`${seed}/place`).uniform(0, room) : place * sampleRateHz)
  if (length > 0 && start >= 0 && start <= room) return { start, length }
  const clipSec = samples.length / sampleRateHz
  const where = place === 'random' ? '' : ` from ${place} s`
  const message = `An artefact of ${durationSec} s${where} does not fit into a clip of ${clipSec.toFixed(3)} s.`
  throw new CueScopeError('bad-option', message, { place, durationSec, clipSec })
}
