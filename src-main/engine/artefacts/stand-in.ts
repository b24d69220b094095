/**
 * The control of a planted artefact: a disturbance as strong, at the same time, that is not this artefact. A model that
 * merely suffers from what disturbs it minds both; one that goes by the artefact minds the artefact.
 *
 * Conventions: what is added (noise, hum, clicks) is replaced by noise of the voice's own long-term spectrum, with the
 * same energy in every block of 5 ms. What changes the voice itself (reverberation, coding) is replaced by the clean
 * voice plus the difference with all its phases drawn anew: the same energy in every stretch and band. Of a band limit
 * the stand-in keeps the energy of the bands taken away and destroys what they said.
 */
import { makeRandom } from '#engine/speech-synthesis/random'
import type { Artefact } from '#contracts/experiments/spurious-features'
import type { Planted, Sound } from './artefact'
import { longTermSpectrum } from './long-term-spectrum'
import { shapedNoise } from './noise'
import { scramble } from './scramble'

const BLOCK_SEC = 0.005

export function standIn(clip: Sound, { samples }: Planted, { kind }: Artefact, seed: string): Float32Array {
  const random = makeRandom(`${seed}/stand-in`)
  const clean = Float64Array.from(clip.samples)
  if (kind === 'band-limit') return added(samples, scramble(difference(clean, samples), random))
  if (kind === 'reverberation' || kind === 'coding') {
    const gain = dot(clean, samples) / dot(clean, clean)
    const voice = clean.map(value => gain * value)
    return added(voice, scramble(difference(samples, voice), random))
  }
  const { sampleRateHz } = clip
  const noise = shapedNoise(clean.length, sampleRateHz, random, longTermSpectrum(clip))
  return added(clean, withEnergyOf(difference(samples, clean), noise, Math.round(BLOCK_SEC * sampleRateHz)))
}

/** Scales each block of noise to the energy that the signal has in it. */
function withEnergyOf(signal: Float64Array, noise: Float64Array, block: number): Float64Array {
  const scaled = noise.slice()
  for (let start = 0; start < signal.length; start += block) {
    const [wanted, own] = [signal, scaled].map(values => values.subarray(start, start + block)).map(x => dot(x, x))
    const gain = own > 0 ? Math.sqrt(wanted / own) : 0
    for (let n = start; n < Math.min(start + block, signal.length); n++) scaled[n] *= gain
  }
  return scaled
}

function added(a: ArrayLike<number>, b: Float64Array): Float32Array {
  return Float32Array.from(b, (value, n) => a[n] + value)
}

function difference(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from(a, (value, n) => value - b[n])
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let n = 0; n < a.length; n++) sum += a[n] * b[n]
  return sum
}
