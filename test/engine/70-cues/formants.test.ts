import { describe, expect, it } from 'vitest'
import { computeCueTracks } from '#engine/cues/cue-tracks'
import { poolCues } from '#engine/cues/pool'
import { constant, noise, pulseTrain, resonate } from './signals'

const keys = ['f1', 'f2', 'f3'] as const

/** Pulses of a falling spectrum, or flat ones, through three resonances. */
function vowel(formantsHz: readonly number[], f0Hz: number, rateHz: number, isFlat = false): Float32Array {
  const periodSamples = Math.round(rateHz / f0Hz)
  const pulses = pulseTrain(periodSamples, 0.5, rateHz).map((v, n) => (isFlat && n % periodSamples !== 0 ? 0 : v))
  return formantsHz.reduce<Float32Array>((signal, hz, i) => resonate(signal, rateHz, hz, 60 + 30 * i), pulses)
}

const medians = (samples: Float32Array, rateHz: number): (number | undefined)[] => {
  const pooled = poolCues(computeCueTracks(samples, rateHz, keys), 'all')
  return keys.map(key => pooled[key]?.p50)
}

describe('engine/cues - formants of the vocal tract', () => {
  const rates = [8000, 11025, 16000, 22050, 24414, 44100, 48000, 96000]
  // A formant is pulled to the harmonic beside it; at these pitches there is one close by.
  const vowels = [
    { formantsHz: [500, 1500, 2500], f0Hz: 120 },
    { formantsHz: [300, 2200, 3000], f0Hz: 100 },
    { formantsHz: [700, 1200, 2600], f0Hz: 120 },
  ]
  const cases = rates.flatMap(rateHz => vowels.map(({ formantsHz, f0Hz }) => [rateHz, formantsHz, f0Hz] as const))
  it.each(cases.filter(([rateHz, [f1]]) => rateHz >= 16000 || f1 > 300))(
    'at %i Hz a synthetic vowel of %j Hz is found within 5 %%',
    (rateHz, formantsHz, f0Hz) => {
      medians(vowel(formantsHz, f0Hz, rateHz), rateHz).forEach((hz, i) => {
        expect(Math.abs(hz! / formantsHz[i] - 1)).toBeLessThan(0.05)
      })
    },
  )

  it.each([16000, 24414, 48000])('at %i Hz so is one of bare pulses, whose spectrum does not fall', rateHz => {
    for (const f0Hz of [100, 120]) {
      medians(vowel([500, 1500, 2500], f0Hz, rateHz, true), rateHz).forEach((hz, i) => {
        expect(Math.abs(hz! / [500, 1500, 2500][i] - 1)).toBeLessThan(0.055)
      })
    }
  })

  it('a moving formant is where it should be at the time of the row', () => {
    const rateHz = 16000
    const source = pulseTrain(145, 1, rateHz)
    // A resonance that rises from 1000 to 2000 Hz within a second, with others at 400 and 2800 Hz.
    const output = new Float64Array(source.length)
    const radius = Math.exp((-Math.PI * 80) / rateHz)
    for (let n = 0; n < output.length; n++) {
      const a1 = 2 * radius * Math.cos((2 * Math.PI * (1000 + (1000 * n) / rateHz)) / rateHz)
      output[n] = 0.05 * source[n] + a1 * (output[n - 1] ?? 0) - radius * radius * (output[n - 2] ?? 0)
    }
    const glide = resonate(resonate(Float32Array.from(output), rateHz, 400, 60), rateHz, 2800, 120)
    const { tracks, hopSec } = computeCueTracks(glide, rateHz, ['f2'])
    const [{ values, middleSec }] = tracks
    const errors = Array.from(values, (hz, row) => Math.abs(hz / (1000 + 1000 * (row * hopSec + middleSec)) - 1))
    const within = errors.slice(5, -5)
    expect(within.filter(error => error < 0.05).length).toBeGreaterThan(0.9 * within.length)
  })

  it('without a voice there are none', () => {
    for (const samples of [noise(1, 16000), constant(0, 1, 16000)]) {
      const pooled = poolCues(computeCueTracks(samples, 16000, keys), 'all')
      expect(pooled.f1?.frames ?? 0).toBeLessThan(3)
    }
  })
})
