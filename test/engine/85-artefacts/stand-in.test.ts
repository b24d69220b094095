import { describe, expect, it } from 'vitest'
import { artefactSchema, type Artefact } from '#contracts/experiments/spurious-features'
import { plant } from '#engine/artefacts/plant'
import { scramble } from '#engine/artefacts/scramble'
import { standIn } from '#engine/artefacts/stand-in'
import { makeRandom } from '#engine/speech-synthesis/random'
import { pearson } from '#engine/stats/ranks'
import { bandDb, difference, noise, RATE, rmsDb, voice } from './signals'

const breath = noise(RATE)
const clip = { sampleRateHz: RATE, samples: voice(1).samples.map((value, n) => value + 0.002 * breath[n]) }

async function both(asked: object): Promise<{ planted: Float32Array; other: Float32Array }> {
  const artefact: Artefact = artefactSchema.parse(asked)
  const planted = await plant(clip, artefact, 'seed')
  return { planted: planted.samples, other: standIn(clip, planted, artefact, 'seed') }
}

describe('engine/artefacts stand-ins', () => {
  it.each([
    { kind: 'noise-burst', snrDb: 5, place: 0.3, durationSec: 0.2 },
    { kind: 'hum', snrDb: 10 },
    { kind: 'clicks', peakDb: 10, place: 0.2, count: 4 },
  ])('engine/artefacts - the stand-in of a $kind has its energy at every time, and is another sound', async asked => {
    const { planted, other } = await both(asked)
    const [own, its] = [difference(planted, clip.samples), difference(other, clip.samples)]
    expect(rmsDb(its)).toBeCloseTo(rmsDb(own), 2)
    for (let start = 0; start < RATE; start += 800) {
      const [a, b] = [own, its].map(values => rmsDb(values.subarray(start, start + 800)))
      if (a > -100) expect(b).toBeCloseTo(a, 2)
      else expect(b).toBeLessThan(-100)
    }
    expect(Math.abs(pearson(own, its)!)).toBeLessThan(0.1)
  })

  it('engine/artefacts - the stand-in of noise falls with frequency as the voice does', async () => {
    const { planted, other } = await both({ kind: 'noise-burst', snrDb: 0, place: 0.2, durationSec: 0.5, rampSec: 0 })
    const part = (samples: Float32Array): Float64Array => difference(samples, clip.samples).subarray(4000, 8000)
    const tilt = (values: ArrayLike<number>): number => bandDb(values, 200, 1000) - bandDb(values, 5000, 6000)
    expect(Math.abs(tilt(part(planted)))).toBeLessThan(2)
    expect(Math.abs(tilt(part(other)) - tilt(clip.samples.subarray(500, 4500)))).toBeLessThan(6)
    expect(tilt(clip.samples.subarray(500, 4500))).toBeGreaterThan(15)
  })

  it.each([
    { kind: 'reverberation', rt60Sec: 0.5, directToReverberantDb: 3 },
    { kind: 'coding', codec: 'opus', bitrateKbps: 12 },
  ])('engine/artefacts - the stand-in of $kind errs as much from the voice, in another way', async asked => {
    const { planted, other } = await both(asked)
    const gain =
      [...clip.samples].reduce((sum, value, n) => sum + value * planted[n], 0) / RATE / 10 ** (rmsDb(clip.samples) / 10)
    const own = Float64Array.from(planted, (value, n) => value - gain * clip.samples[n])
    const its = Float64Array.from(other, (value, n) => value - gain * clip.samples[n])
    expect(rmsDb(its)).toBeCloseTo(rmsDb(own), 1)
    expect(Math.abs(pearson(own, its)!)).toBeLessThan(0.3)
  })

  it('engine/artefacts - the stand-in of a band limit keeps the energy of what is taken away, and not its sound', async () => {
    const { planted, other } = await both({ kind: 'band-limit', fMinHz: null, fMaxHz: 2000 })
    const high = (samples: Float32Array): number => bandDb(samples.subarray(1000, 5000), 2500, 4000)
    expect(high(planted)).toBeLessThan(high(clip.samples) - 30)
    expect(Math.abs(high(other) - high(clip.samples))).toBeLessThan(3)
    const removed = difference(clip.samples, planted)
    expect(Math.abs(pearson(removed, difference(other, planted))!)).toBeLessThan(0.3)
  })

  it('engine/artefacts - scrambled noise keeps its bands and its times', () => {
    const half = noise(16_000).map((value, n) => (n < 8000 ? value : 0.1 * value))
    const scrambled = scramble(half, makeRandom('s'))
    expect(rmsDb(scrambled)).toBeCloseTo(rmsDb(half), 6)
    expect(Math.abs(rmsDb(scrambled.subarray(0, 7000)) - rmsDb(half.subarray(0, 7000)))).toBeLessThan(0.5)
    expect(Math.abs(rmsDb(scrambled.subarray(9000)) - rmsDb(half.subarray(9000)))).toBeLessThan(0.5)
    expect(Math.abs(pearson(half, scrambled)!)).toBeLessThan(0.05)
  })
})
