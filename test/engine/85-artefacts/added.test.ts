import { describe, expect, it } from 'vitest'
import { artefactSchema } from '#contracts/experiments/spurious-features'
import type { Planted, Sound } from '#engine/artefacts/artefact'
import { plant } from '#engine/artefacts/plant'
import { speechRms } from '#engine/artefacts/speech-level'
import { bandDb, difference, noise, RATE, rmsDb, toneDb, toneInSilence } from './signals'

const SPEECH_DB = -20
const clip = toneInSilence(2, 0.1)

async function planted(asked: object, sound: Sound = clip, seed = 'a'): Promise<Planted & { added: Float64Array }> {
  const found = await plant(sound, artefactSchema.parse(asked), seed)
  return { ...found, added: difference(found.samples, sound.samples) }
}

describe('engine/artefacts speech level', () => {
  it('engine/artefacts - the speech level is that of the sounding half, whatever the silence around it', () => {
    expect(20 * Math.log10(speechRms(clip))).toBeCloseTo(SPEECH_DB, 1)
    const longer = { ...clip, samples: Float32Array.from([...clip.samples, ...new Float32Array(5 * RATE)]) }
    expect(speechRms(longer)).toBeCloseTo(speechRms(clip), 12)
  })

  it('engine/artefacts - a faint background does not count, a second voice 10 dB lower does', () => {
    const faint = clip.samples.map((value, n) => value + (n % 2 ? 1e-3 : -1e-3))
    expect(20 * Math.log10(speechRms({ ...clip, samples: faint }))).toBeCloseTo(SPEECH_DB, 1)
    const length = clip.samples.length
    const second = clip.samples.map((value, n) => (n >= length / 2 ? value * 10 ** (-10 / 20) : value))
    const expectedDb = SPEECH_DB + 10 * Math.log10((1 + 0.1) / 2)
    expect(20 * Math.log10(speechRms({ ...clip, samples: second }))).toBeCloseTo(expectedDb, 1)
  })

  it('engine/artefacts - a silent clip has no level, and is refused', () => {
    expect(() => speechRms({ samples: new Float32Array(RATE), sampleRateHz: RATE })).toThrow(/silent/)
  })
})

describe('engine/artefacts noise bursts', () => {
  it.each(['white', 'pink'])(
    'engine/artefacts - a %s burst has its level and its place to the sample',
    async colour => {
      const asked = { kind: 'noise-burst', colour, snrDb: 7, place: 0.1234375, durationSec: 0.5, rampSec: 0 }
      const { added, extents } = await planted(asked)
      const [start, end] = [0.1234375 * RATE, 0.6234375 * RATE]
      expect(extents).toEqual([{ startSec: start / RATE, endSec: end / RATE, fMinHz: 0, fMaxHz: 8000 }])
      expect(rmsDb(added.subarray(start, end))).toBeCloseTo(SPEECH_DB - 7, 1)
      expect(added.findIndex(value => value !== 0)).toBe(start)
      expect(added.findLastIndex(value => value !== 0)).toBe(end - 1)
    },
  )

  it('engine/artefacts - white noise is as strong in every octave a Hz, pink falls by 3 dB an octave', async () => {
    const asked = { kind: 'noise-burst', snrDb: 0, place: 0, durationSec: 1, rampSec: 0 }
    const white = (await planted({ ...asked, colour: 'white' })).added.subarray(0, RATE)
    const pink = (await planted({ ...asked, colour: 'pink' })).added.subarray(0, RATE)
    const slope = (values: Float64Array): number => (bandDb(values, 3800, 4200) - bandDb(values, 400, 600)) / 3
    expect(Math.abs(slope(white))).toBeLessThan(0.4)
    expect(Math.abs(slope(pink) + 3.01)).toBeLessThan(0.4)
  })

  it('engine/artefacts - ramps rise as half a cosine and leave the middle as it is', async () => {
    const asked = { kind: 'noise-burst', snrDb: 0, place: 0.2, durationSec: 0.3 }
    const hard = (await planted({ ...asked, rampSec: 0 })).added
    const soft = (await planted({ ...asked, rampSec: 0.05 })).added
    const gainAt = (n: number): number => soft[3200 + n] / hard[3200 + n]
    for (const n of [0, 100, 399, 799])
      expect(gainAt(n)).toBeCloseTo(0.5 - 0.5 * Math.cos((Math.PI * (n + 0.5)) / 800), 3)
    for (const n of [800, 2400, 3999]) expect(gainAt(n)).toBeCloseTo(1, 3)
    expect(gainAt(4799)).toBeCloseTo(gainAt(0), 3)
  })

  it('engine/artefacts - a random place is in the clip, the same at each level, another for another seed', async () => {
    const asked = { kind: 'noise-burst', snrDb: 0 }
    const placeOf = async (snrDb: number, seed: string): Promise<number> =>
      (await planted({ ...asked, snrDb }, clip, seed)).extents[0].startSec
    const places = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(seed => placeOf(0, seed)))
    expect(new Set(places).size).toBe(6)
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...places)).toBeLessThanOrEqual(1.7)
    expect(await placeOf(20, 'a')).toBe(places[0])
  })

  it('engine/artefacts - the same seed gives the same samples, and the clip itself stays as it was', async () => {
    const before = clip.samples.slice()
    const asked = { kind: 'noise-burst', snrDb: 3 }
    const [first, again, other] = await Promise.all(['a', 'a', 'b'].map(seed => planted(asked, clip, seed)))
    expect(again.samples).toEqual(first.samples)
    expect(other.samples).not.toEqual(first.samples)
    expect(clip.samples).toEqual(before)
  })

  it('engine/artefacts - what does not fit into the clip is refused with both lengths', async () => {
    const asked = { kind: 'noise-burst', snrDb: 0, durationSec: 3 }
    await expect(planted(asked)).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringMatching(/3 s.*2\.000 s/),
    })
    await expect(planted({ ...asked, durationSec: 1, place: 1.5 })).rejects.toThrow(/from 1.5 s/)
  })
})

describe('engine/artefacts hum', () => {
  it.each([50, 60])(
    'engine/artefacts - hum of %d Hz has its level, and harmonics of 1 / k and no others',
    async mainsHz => {
      const { added, extents } = await planted({ kind: 'hum', mainsHz, harmonics: 5, snrDb: 12 })
      expect(rmsDb(added)).toBeCloseTo(SPEECH_DB - 12, 1)
      const first = toneDb(added, mainsHz)
      for (const k of [2, 3, 4, 5]) expect(toneDb(added, k * mainsHz)).toBeCloseTo(first - 20 * Math.log10(k), 1)
      for (const hz of [1.5 * mainsHz, 2.5 * mainsHz, 6 * mainsHz]) expect(toneDb(added, hz)).toBeLessThan(first - 60)
      expect(extents).toEqual([{ startSec: 0, endSec: 2, fMinHz: mainsHz / 2, fMaxHz: 5.5 * mainsHz }])
    },
  )
})

describe('engine/artefacts clicks', () => {
  const asked = { kind: 'clicks', peakDb: -6, place: 0.25, count: 3, intervalSec: 0.2, fMinHz: 1000, fMaxHz: 5000 }

  it('engine/artefacts - each click peaks at its place, to the sample, with its level', async () => {
    const { added } = await planted(asked)
    for (const place of [4000, 7200, 10_400]) {
      const around = added.subarray(place - 1600, place + 1600)
      const peak = around.reduce((best, value, n) => (Math.abs(value) > Math.abs(around[best]) ? n : best), 0)
      expect(peak).toBe(1600)
      expect(20 * Math.log10(Math.abs(around[peak]))).toBeCloseTo(SPEECH_DB + -6, 2)
    }
  })

  it('engine/artefacts - outside their extents the clip is untouched, and each lasts under 10 ms', async () => {
    const { added, extents } = await planted(asked)
    expect(extents).toHaveLength(3)
    for (const { startSec, endSec } of extents) expect(endSec - startSec).toBeLessThan(0.01)
    const isInside = (n: number): boolean =>
      extents.some(({ startSec, endSec }) => n >= Math.round(startSec * RATE) && n < Math.round(endSec * RATE))
    expect(added.every((value, n) => value === 0 || isInside(n))).toBe(true)
  })

  it('engine/artefacts - a click keeps to its band', async () => {
    const { added } = await planted({ ...asked, count: 1, place: 0.25 }, clip)
    const part = added.subarray(3000, 5000)
    const middle = bandDb(part, 2000, 4000)
    expect(bandDb(part, 1100, 1500)).toBeCloseTo(middle, 0)
    expect(bandDb(part, 5700, 7900)).toBeLessThan(middle - 60)
    expect(bandDb(part, 8, 380)).toBeLessThan(middle - 60)
  })

  it('engine/artefacts - a clip at a lower rate gets what of the band it has', async () => {
    const slow = { samples: Float32Array.from(noise(16_000)), sampleRateHz: 8000 }
    const { extents } = await planted({ ...asked, fMaxHz: 7000 }, slow)
    expect(extents[0].fMaxHz).toBe(4000)
  })
})
