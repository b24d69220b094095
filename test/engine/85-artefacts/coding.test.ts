import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { lagOf, shifted } from '#engine/artefacts/align'
import { plantCoding } from '#engine/artefacts/coding'
import { opusCodec } from '#engine/artefacts/codecs/opus-codec'
import { findProgram } from '#engine/audio/ffmpeg'
import { bandDb, difference, noise, rmsDb, voice } from './signals'

const opus = (bitrateKbps: number) => ({ kind: 'coding', codec: 'opus', bitrateKbps }) as const
const mp3 = (bitrateKbps: number) => ({ kind: 'coding', codec: 'mp3', bitrateKbps }) as const

describe('engine/artefacts alignment', () => {
  it.each([-700, -1, 0, 1, 312, 2399])('engine/artefacts - a lag of %d samples is found', lag => {
    const reference = Float32Array.from(noise(20_000))
    const late = Float32Array.from({ length: 20_000 }, (_, n) => 0.3 * (reference[n - lag] ?? 0))
    expect(lagOf(reference, late, 2400)).toBe(lag)
    const back = shifted(late, lag, 20_000)
    for (let n = 3000; n < 17_000; n += 97) expect(back[n]).toBeCloseTo(0.3 * reference[n], 6)
  })

  it('engine/artefacts - a long clip is aligned by its middle, a silent one not moved', () => {
    const reference = Float32Array.from(noise(150_000))
    expect(lagOf(reference, shifted(reference, -55, 150_000), 480)).toBe(55)
    expect(lagOf(new Float32Array(9000), new Float32Array(9000), 480)).toBe(0)
  })
})

describe('engine/artefacts Opus coding', () => {
  it.each([8000, 16_000, 24_414, 44_100, 48_000])(
    'engine/artefacts - a clip at %d Hz comes back as long, as loud and in time, to the sample',
    async rate => {
      const clip = voice(1.5, rate)
      const { samples, extents } = await plantCoding(clip, opus(32))
      expect(samples).toHaveLength(clip.samples.length)
      expect(extents).toEqual([])
      expect(lagOf(clip.samples, samples, 400)).toBe(0)
      expect(Math.abs(rmsDb(samples) - rmsDb(clip.samples))).toBeLessThan(0.5)
      expect(samples).not.toEqual(clip.samples)
    },
  )

  it('engine/artefacts - the codec itself is late; the planted clip is not', async () => {
    const clip = voice()
    expect(lagOf(clip.samples, await opusCodec.transcode(clip, 32), 2400)).toBeGreaterThan(20)
  })

  it('engine/artefacts - fewer bits, more error; at few the highest bands are gone', async () => {
    const breath = noise(24_000)
    const clip = { sampleRateHz: 16_000, samples: voice().samples.map((value, n) => value + 0.02 * breath[n]) }
    const [few, many] = await Promise.all([opus(8), opus(64)].map(asked => plantCoding(clip, asked)))
    const errorDb = (samples: Float32Array): number => rmsDb(difference(samples, clip.samples))
    expect(errorDb(few.samples)).toBeGreaterThan(errorDb(many.samples) + 4)
    const highDb = (samples: Float32Array): number => bandDb(samples.subarray(4000, 8000), 6500, 7500)
    expect(highDb(few.samples)).toBeLessThan(highDb(clip.samples) - 15)
    expect(Math.abs(highDb(many.samples) - highDb(clip.samples))).toBeLessThan(3)
  })

  it('engine/artefacts - a clip beyond full scale is not clipped', async () => {
    const loud = { ...voice(), samples: voice().samples.map(value => 8 * value) }
    const peak = Math.max(...loud.samples.map(Math.abs))
    expect(peak).toBeGreaterThan(1.5)
    const { samples } = await plantCoding(loud, opus(64))
    expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(0.8 * peak)
  })

  it('engine/artefacts - the same clip gives the same samples', async () => {
    const [first, again] = await Promise.all([plantCoding(voice(), opus(16)), plantCoding(voice(), opus(16))])
    expect(again.samples).toEqual(first.samples)
  })
})

describe.runIf(findProgram('ffmpeg') !== null)('engine/artefacts MP3 coding, with the ffmpeg of this computer', () => {
  it.each([
    [16_000, 32],
    [44_100, 64],
    [24_414, 32],
  ])('engine/artefacts - a clip at %d Hz through %d kbit/s comes back in time, to the sample', async (rate, kbps) => {
    const clip = voice(1.5, rate)
    const { samples } = await plantCoding(clip, mp3(kbps))
    expect(samples).toHaveLength(clip.samples.length)
    expect(lagOf(clip.samples, samples, 2000)).toBe(0)
    expect(Math.abs(rmsDb(samples) - rmsDb(clip.samples))).toBeLessThan(0.5)
    expect(rmsDb(difference(samples, clip.samples))).toBeLessThan(rmsDb(clip.samples) - 8)
  })
})

describe('engine/artefacts MP3 coding, on the way to ffmpeg', () => {
  const path = process.env.PATH
  let folder = ''
  afterEach(() => {
    process.env.PATH = path
    if (folder) rmSync(folder, { recursive: true })
    folder = ''
  })

  it('engine/artefacts - without ffmpeg MP3 is refused, and what to do is said', async () => {
    process.env.PATH = ['', '.'].join(delimiter)
    const message = expect.stringMatching(/needs ffmpeg.*Install ffmpeg/)
    await expect(plantCoding(voice(), mp3(32))).rejects.toMatchObject({ code: 'unsupported-codec', message })
  })

  it.runIf(process.platform !== 'win32')('engine/artefacts - an ffmpeg without an MP3 encoder is quoted', async () => {
    folder = mkdtempSync(join(tmpdir(), 'cuescope-ffmpeg-'))
    const program = join(folder, 'ffmpeg')
    writeFileSync(program, `#!${process.execPath}\nconsole.error('Unknown encoder libmp3lame'); process.exit(8)\n`)
    chmodSync(program, 0o755)
    process.env.PATH = folder
    const message = expect.stringMatching(/Unknown encoder libmp3lame/)
    await expect(plantCoding(voice(), mp3(32))).rejects.toMatchObject({ code: 'run-failed', message })
  })
})
