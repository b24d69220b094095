import { describe, expect, it } from 'vitest'
import { computeCueTracks } from '#engine/cues/cue-tracks'
import { poolCues } from '#engine/cues/pool'
import { constant, noise, pulseTrain, resonate } from './signals'

const keys = ['f1', 'f2', 'f3'] as const

/** Pulses through three resonances, with a glottal slope of -12 dB and the lips' +6 dB per octave. */
function vowel(formantsHz: readonly number[], f0Hz: number, rateHz: number): Float32Array {
  const source = pulseTrain(Math.round(rateHz / f0Hz), 0.5, rateHz)
  return formantsHz.reduce((signal, hz, i) => resonate(signal, rateHz, hz, 60 + 30 * i), source)
}

const medians = (samples: Float32Array, rateHz: number): (number | undefined)[] => {
  const pooled = poolCues(computeCueTracks(samples, rateHz, keys), 'all')
  return keys.map(key => pooled[key]?.p50)
}

describe('engine/cues - formants of the vocal tract', () => {
  const rates = [11025, 16000, 22050, 24414, 44100, 48000, 96000]
  const vowels = [
    [500, 1500, 2500],
    [300, 2200, 3000],
    [700, 1200, 2600],
  ]
  it.each(rates.flatMap(rateHz => vowels.map(formantsHz => [rateHz, formantsHz] as const)))(
    'at %i Hz a synthetic vowel of %j Hz is found within 5 %%',
    (rateHz, formantsHz) => {
      medians(vowel(formantsHz, 110, rateHz), rateHz).forEach((hz, i) => {
        expect(Math.abs(hz! / formantsHz[i] - 1)).toBeLessThan(0.05)
      })
    },
  )

  it('at 8 kHz, too: with fewer resonances, at its own rate', () => {
    medians(vowel([500, 1500, 2500], 110, 8000), 8000).forEach((hz, i) => {
      expect(Math.abs(hz! / [500, 1500, 2500][i] - 1)).toBeLessThan(0.05)
    })
  })

  it('a moving formant is where it should be at the time of the row', () => {
    const rateHz = 16000
    const source = pulseTrain(145, 1, rateHz)
    // A resonance that rises from 1000 to 2000 Hz within a second, with one at 400 Hz.
    const output = new Float64Array(source.length)
    const radius = Math.exp((-Math.PI * 80) / rateHz)
    for (let n = 0; n < output.length; n++) {
      const a1 = 2 * radius * Math.cos((2 * Math.PI * (1000 + (1000 * n) / rateHz)) / rateHz)
      output[n] = 0.05 * source[n] + a1 * (output[n - 1] ?? 0) - radius * radius * (output[n - 2] ?? 0)
    }
    const glide = resonate(Float32Array.from(output), rateHz, 400, 60)
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
