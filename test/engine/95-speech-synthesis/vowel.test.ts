import { describe, expect, it } from 'vitest'
import type { ControlFrame } from '#engine/speech-synthesis/control-track'
import { phoneOf } from '#engine/speech-synthesis/phones'
import { makeRandom } from '#engine/speech-synthesis/random'
import { renderSpeech } from '#engine/speech-synthesis/render-speech'
import { f0ByAutocorrelation, longTermPower, peakNear } from './measure'
import { steadyVowel } from './steady-vowel'

const RATE_HZ = 16000

function render(durationSec: number, change: (timeSec: number) => Partial<ControlFrame>): Float64Array {
  const speech = renderSpeech(steadyVowel(durationSec, change), RATE_HZ, makeRandom('vowel'))
  return speech.harmonic.map((sample, i) => sample + speech.turbulence[i])
}

function formantsOf(symbol: string, scale: number): ControlFrame['formants'] {
  const upperHz = [3500, 4500, 5500].map(frequencyHz => frequencyHz * scale)
  const frequencies = [...phoneOf(symbol).formantsHz.map(frequencyHz => frequencyHz * scale), ...upperHz]
  return frequencies.map((frequencyHz, i) => ({ frequencyHz, bandwidthHz: 60 + 30 * i }))
}

describe('engine/speech-synthesis', () => {
  it.each([82.4, 120, 233.1, 391.9])('engine/speech-synthesis - a vowel of %f Hz has that pitch', f0Hz => {
    const samples = render(0.5, () => ({ f0Hz, aspirationDb: -30, jitterPercent: 0.3, shimmerDb: 0.2 }))
    const found = f0ByAutocorrelation(samples.subarray(2000), RATE_HZ, [60, 500])
    expect(Math.abs(found / f0Hz - 1)).toBeLessThan(0.02)
  })

  it.each([
    ['i', 1],
    ['e', 1],
    ['a', 1],
    ['o', 1.17],
    ['u', 1.17],
  ])(
    'engine/speech-synthesis - the spectrum of a gliding /%s/ (tract scale %f) peaks at its formants',
    (symbol, scale) => {
      const formants = formantsOf(symbol, scale)
      // A slow glide lets the harmonics pass over the whole envelope.
      const samples = render(2, timeSec => ({ f0Hz: 75 + 40 * timeSec, formants, tiltDb: 3 }))
      for (const { frequencyHz } of formants.slice(0, 3)) {
        expect(Math.abs(peakNear(samples, RATE_HZ, frequencyHz) / frequencyHz - 1)).toBeLessThan(0.05)
      }
    },
  )

  it('engine/speech-synthesis - whispered /a/ has the formants too', () => {
    const formants = formantsOf('a', 1)
    const samples = render(3, () => ({ voicingDb: -60, aspirationDb: 0, formants }))
    for (const { frequencyHz } of formants.slice(0, 3)) {
      expect(Math.abs(peakNear(samples, RATE_HZ, frequencyHz) / frequencyHz - 1)).toBeLessThan(0.05)
    }
  })

  it('engine/speech-synthesis - a nasal zero takes its frequency out', () => {
    const dip = (nasalZeroHz: number): number => {
      const samples = render(1, timeSec => ({ f0Hz: 90 + 30 * timeSec, nasalZeroHz }))
      return 10 * Math.log10(longTermPower(samples, RATE_HZ, 1000) / longTermPower(samples, RATE_HZ, 500))
    }
    expect(dip(270) - dip(1000)).toBeGreaterThan(10)
  })

  it.each([
    ['s', 5000, 1500],
    ['S', 2700, 6500],
    ['f', 7000, 1700],
  ])('engine/speech-synthesis - /%s/ is louder at %f Hz than at %f Hz', (symbol, loudHz, softHz) => {
    const { frication } = phoneOf(symbol)
    const samples = render(1, () => ({ voicingDb: -60, fricationDb: 0, frication }))
    const difference = longTermPower(samples, RATE_HZ, loudHz) / longTermPower(samples, RATE_HZ, softHz)
    expect(10 * Math.log10(difference)).toBeGreaterThan(3)
  })
})
