import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plantBandLimit } from '#engine/artefacts/band-limit'
import { convolve } from '#engine/artefacts/convolve'
import { plantReverberation, roomResponse } from '#engine/artefacts/reverberation'
import { sincKernel } from '#engine/artefacts/sinc-kernel'
import { bandDb, noise, RATE, rmsDb, toneDb, voice } from './signals'

interface Golden {
  readonly bandLimits: readonly {
    sampleRateHz: number
    fMinHz: number | null
    fMaxHz: number | null
    taps: number
    kernel: number[]
    output: number[]
  }[]
  readonly convolutions: readonly { signal: number; kernel: number; output: number[] }[]
}
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../goldens/artefacts/scipy.json'), 'utf8'),
) as Golden

const every = (values: ArrayLike<number>, step: number): number[] => Array.from(values).filter((_, n) => n % step === 0)

function tone(hz: number, sampleRateHz = RATE): Float32Array {
  return Float32Array.from({ length: sampleRateHz }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / sampleRateHz))
}

describe('engine/artefacts convolution', () => {
  it.each(golden.convolutions)('engine/artefacts - $signal samples by $kernel convolve as in NumPy', row => {
    const found = every(convolve(noise(row.signal), noise(row.kernel, 999)), 17)
    expect(found).toHaveLength(row.output.length)
    found.forEach((value, i) => expect(value).toBeCloseTo(row.output[i], 10))
  })
})

describe('engine/artefacts band limits', () => {
  it.each(golden.bandLimits)(
    'engine/artefacts - $fMinHz to $fMaxHz Hz at $sampleRateHz Hz is as in SciPy, kernel and output',
    ({ sampleRateHz, fMinHz, fMaxHz, taps, kernel, output }) => {
      const own = sincKernel({ fMinHz, fMaxHz, transitionHz: 100 }, sampleRateHz)
      expect(own).toHaveLength(taps)
      every(own, 29).forEach((value, i) => expect(value).toBeCloseTo(kernel[i], 9))
      const clip = { samples: Float32Array.from(noise(3000)), sampleRateHz }
      const { samples } = plantBandLimit(clip, { kind: 'band-limit', fMinHz, fMaxHz })
      every(samples, 29).forEach((value, i) => expect(value).toBeCloseTo(output[i], 6))
    },
  )

  it.each([
    [150, -70],
    [200, -70],
    [300, 0],
    [1000, 0],
    [3400, 0],
    [3500, -70],
    [6000, -70],
  ])('engine/artefacts - the telephone band takes a tone of %d Hz by %d dB', (hz, db) => {
    const clip = { samples: tone(hz), sampleRateHz: RATE }
    const { samples } = plantBandLimit(clip, { kind: 'band-limit', fMinHz: 300, fMaxHz: 3400 })
    const middle = (values: Float32Array): Float32Array => values.subarray(2000, 14_000)
    const change = toneDb(middle(samples), hz) - toneDb(middle(clip.samples), hz)
    if (db === 0) expect(Math.abs(change)).toBeLessThan(0.01)
    else expect(change).toBeLessThan(db)
  })

  it('engine/artefacts - what passes stays in its place, to the sample', () => {
    const clip = { samples: tone(1000), sampleRateHz: RATE }
    const { samples } = plantBandLimit(clip, { kind: 'band-limit', fMinHz: 300, fMaxHz: 3400 })
    for (let n = 2000; n < 14_000; n += 7) expect(samples[n]).toBeCloseTo(clip.samples[n], 3)
  })

  it('engine/artefacts - the extents are what was taken away; a clip without it is refused', () => {
    const clip = { samples: Float32Array.from(noise(4000)), sampleRateHz: RATE }
    expect(plantBandLimit(clip, { kind: 'band-limit', fMinHz: 300, fMaxHz: 3400 }).extents).toEqual([
      { startSec: 0, endSec: 0.25, fMinHz: 0, fMaxHz: 200 },
      { startSec: 0, endSec: 0.25, fMinHz: 3500, fMaxHz: 8000 },
    ])
    const open = { kind: 'band-limit', fMinHz: null, fMaxHz: 8000 } as const
    expect(() => plantBandLimit(clip, open)).toThrow(/nothing outside 0 to 8000 Hz/)
  })
})

describe('engine/artefacts reverberation', () => {
  it.each([
    [0.3, 10, RATE],
    [0.6, 5, RATE],
    [1.2, 0, 44_100],
  ])('engine/artefacts - a room of %d s measures so by Schroeder integration, within 5 %%', (rt60Sec, drr, rate) => {
    const asked = { kind: 'reverberation', rt60Sec, directToReverberantDb: drr } as const
    const response = roomResponse(asked, rate, 'room')
    const energy = response.map(value => value * value)
    const left = energy.slice()
    for (let n = left.length - 2; n >= 0; n--) left[n] += left[n + 1]
    const decay = left.map(value => 10 * Math.log10(value / left[1]))
    // T30: the time from -5 to -35 dB of the tail, doubled.
    const at = (db: number): number => decay.findIndex((value, n) => n > 0 && value <= db)
    expect((2 * (at(-35) - at(-5))) / rate / rt60Sec).toBeGreaterThan(0.95)
    expect((2 * (at(-35) - at(-5))) / rate / rt60Sec).toBeLessThan(1.05)
    expect(10 * Math.log10(energy[0] / left[1])).toBeCloseTo(drr, 6)
    expect(response[0]).toBe(1)
  })

  it('engine/artefacts - the reverberant clip is as loud as the dry one, and in time with it', () => {
    const clip = voice()
    const asked = { kind: 'reverberation', rt60Sec: 0.5, directToReverberantDb: 6 } as const
    const { samples, extents } = plantReverberation(clip, asked, 'room')
    expect(samples).toHaveLength(clip.samples.length)
    expect(rmsDb(samples)).toBeCloseTo(rmsDb(clip.samples), 1)
    expect(extents).toEqual([])
    const click = { samples: new Float32Array(RATE), sampleRateHz: RATE }
    click.samples[5000] = 0.5
    const wet = plantReverberation(click, asked, 'room').samples
    expect(wet.findIndex(value => Math.abs(value) > 1e-6)).toBe(5000)
  })

  it('engine/artefacts - the tail is as strong in all bands', () => {
    const tail = roomResponse({ kind: 'reverberation', rt60Sec: 0.8, directToReverberantDb: 0 }, RATE, 'room').subarray(
      100,
      8100,
    )
    expect(Math.abs(bandDb(tail, 300, 1300) - bandDb(tail, 6000, 7000))).toBeLessThan(1.5)
  })
})
