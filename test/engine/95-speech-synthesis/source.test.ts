import { describe, expect, it } from 'vitest'
import { renderFlow } from '#engine/speech-synthesis/glottal-flow'
import { makePulses } from '#engine/speech-synthesis/glottal-pulses'
import { makeRandom } from '#engine/speech-synthesis/random'
import { tiltPole } from '#engine/speech-synthesis/spectral-tilt'
import { SOURCE_OFF_DB } from '#engine/speech-synthesis/control-track'
import { longTermPower } from './measure'
import { steadyVowel } from './steady-vowel'

const RATE_HZ = 16000

function jitterAndShimmer(
  jitterPercent: number,
  shimmerDb: number,
): { jitter: number; shimmer: number; periods: number[] } {
  const track = steadyVowel(20, () => ({ f0Hz: 150, jitterPercent, shimmerDb }))
  const pulses = makePulses(track, makeRandom('source'))
  const periods = pulses.slice(1).map((pulse, i) => pulse.startSec - pulses[i].startSec)
  const levels = pulses.map(pulse => 20 * Math.log10(pulse.amplitude))
  const meanDifference = (values: number[]): number =>
    values.slice(1).reduce((sum, value, i) => sum + Math.abs(value - values[i]), 0) / (values.length - 1)
  const meanPeriod = periods.reduce((sum, period) => sum + period, 0) / periods.length
  return { jitter: (100 * meanDifference(periods)) / meanPeriod, shimmer: meanDifference(levels), periods }
}

describe('engine/speech-synthesis', () => {
  it.each([
    [0.5, 0.2],
    [2, 1],
  ])(
    'engine/speech-synthesis - pulse marks have the jitter (%s percent) and shimmer (%s dB) asked for',
    (jitter, shimmer) => {
      const found = jitterAndShimmer(jitter, shimmer)
      expect(Math.abs(found.jitter / jitter - 1)).toBeLessThan(0.05)
      expect(Math.abs(found.shimmer / shimmer - 1)).toBeLessThan(0.05)
    },
  )

  it('engine/speech-synthesis - without jitter every period is the one asked for', () => {
    const { periods, shimmer } = jitterAndShimmer(0, 0)
    expect(shimmer).toBe(0)
    for (const period of periods) expect(period).toBeCloseTo(1 / 150, 10)
  })

  it('engine/speech-synthesis - no pulse where the voice is off', () => {
    const track = steadyVowel(1, timeSec => (timeSec > 0.3 && timeSec < 0.6 ? { voicingDb: SOURCE_OFF_DB } : {}))
    const inGap = makePulses(track, makeRandom('gap')).filter(({ startSec }) => startSec > 0.304 && startSec < 0.6)
    expect(inGap).toEqual([])
  })

  it('engine/speech-synthesis - the flow closes at its negative peak of -1 and lets no net air through', () => {
    const pulses = makePulses(
      steadyVowel(0.5, () => ({ f0Hz: 100 })),
      makeRandom('flow'),
    )
    const { derivative, opening } = renderFlow(pulses, 8000, RATE_HZ)
    expect(Math.min(...derivative)).toBeGreaterThan(-1.15)
    expect(Math.min(...derivative)).toBeLessThan(-0.85)
    expect(Math.abs(derivative.reduce((sum, x) => sum + x, 0) / 8000)).toBeLessThan(1e-3)
    const openShare = opening.reduce((sum, x) => sum + x, 0) / 8000
    expect(openShare).toBeCloseTo(0.6, 2)
  })

  it('engine/speech-synthesis - overtones above Nyquist do not fold back between the harmonics', () => {
    const f0Hz = 937.5
    const pulses = makePulses(
      steadyVowel(1, () => ({ f0Hz })),
      makeRandom('alias'),
    )
    const { derivative } = renderFlow(pulses, RATE_HZ, RATE_HZ)
    const onHarmonic = longTermPower(derivative, RATE_HZ, 7 * f0Hz)
    const between = longTermPower(derivative, RATE_HZ, 6.5 * f0Hz)
    expect(10 * Math.log10(between / onHarmonic)).toBeLessThan(-40)
  })

  it.each([3, 10, 20])('engine/speech-synthesis - a tilt of %f dB takes that much away at 3 kHz', tiltDb => {
    const pole = tiltPole(tiltDb, RATE_HZ)
    const angle = (2 * Math.PI * 3000) / RATE_HZ
    const gain = (1 - pole) / Math.hypot(1 - pole * Math.cos(angle), pole * Math.sin(angle))
    expect(-20 * Math.log10(gain)).toBeCloseTo(tiltDb, 6)
  })
})
