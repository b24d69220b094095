import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { peakLevel } from '../../src-renderer/canvas/peaks'
import { integratedLoudness } from '../../src-renderer/sound/loudness'
import { CEILING_DB, matchLoudness, TARGET_LKFS } from '../../src-renderer/sound/match-loudness'

interface Golden {
  readonly kind: 'noise' | 'voice' | 'steps'
  readonly sampleRateHz: number
  readonly seconds: number
  readonly lkfs: number
}
const goldens = JSON.parse(readFileSync('test/goldens/loudness/pyloudnorm.json', 'utf8')) as { rows: Golden[] }

function sine(hz: number, levelDb: number, seconds: number, sampleRateHz: number): Float32Array {
  const amplitude = 10 ** (levelDb / 20)
  return Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, i) => {
    return amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRateHz)
  })
}

function joined(...parts: Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap(part => [...part]))
}

/** The generator of goldens/make/make-loudness.py. */
function noise(count: number): Float64Array {
  let state = 12_345n
  return Float64Array.from({ length: count }, () => {
    state = (state * 1_103_515_245n + 12_345n) % 2n ** 31n
    return Number(state) / 2 ** 30 - 1
  })
}

function signal({ kind, sampleRateHz, seconds }: Golden): Float32Array {
  const count = Math.round(sampleRateHz * seconds)
  const random = noise(count)
  return Float32Array.from({ length: count }, (_, i) => {
    const t = i / sampleRateHz
    if (kind === 'noise') return 0.1 * random[i]
    if (kind === 'steps') {
      const level = t < seconds / 3 ? 0.5 : t < (2 * seconds) / 3 ? 0.05 : 0.00001
      return level * Math.sin(2 * Math.PI * 440 * t)
    }
    let tone = 0
    for (let k = 1; k <= 20; k++) tone += Math.sin(2 * Math.PI * 130 * k * t) / k
    return 0.2 * tone * (Math.sin(2 * Math.PI * 1.3 * t) > 0 ? 1 : 0.003) + 0.001 * random[i]
  })
}

describe('renderer/loudness', () => {
  it('a sine of 997 Hz at full scale on one channel is -3.01 LKFS (BS.1770), at every rate', () => {
    for (const sampleRateHz of [8000, 16_000, 24_414, 44_100, 48_000, 96_000])
      expect(integratedLoudness(sine(997, 0, 5, sampleRateHz), sampleRateHz)).toBeCloseTo(-3.01, 1)
    expect(integratedLoudness(sine(997, -20, 5, 48_000), 48_000)).toBeCloseTo(-23.01, 2)
  })

  it('EBU Tech 3341, cases 3 and 4: what is far below the rest does not count (one channel, 3.01 LU less than its two)', () => {
    const rate = 48_000
    const tone = (levelDb: number, seconds: number): Float32Array => sine(1000, levelDb, seconds, rate)
    expect(integratedLoudness(joined(tone(-36, 10), tone(-23, 60), tone(-36, 10)), rate)).toBeCloseTo(-26.0, 1)
    const five = joined(tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10), tone(-72, 10))
    expect(integratedLoudness(five, rate)).toBeCloseTo(-26.0, 1)
  })

  it('agrees with pyloudnorm on noise, on voice with pauses and on steps, at five rates and four lengths', () => {
    expect(goldens.rows).toHaveLength(60)
    for (const golden of goldens.rows)
      expect(
        Math.abs(integratedLoudness(signal(golden), golden.sampleRateHz) - golden.lkfs),
        `${golden.kind}, ${golden.seconds} s at ${golden.sampleRateHz} Hz`,
      ).toBeLessThan(0.05)
  })

  it('silence and nothing have none; what is shorter than a block is one block', () => {
    expect(integratedLoudness(new Float32Array(48_000), 48_000)).toBe(-Infinity)
    expect(integratedLoudness(new Float32Array(0), 48_000)).toBe(-Infinity)
    expect(integratedLoudness(sine(997, -20, 0.2, 48_000), 48_000)).toBeCloseTo(-23, 0)
  })
})

describe('renderer/match loudness', () => {
  it('brings quiet and loud clips to the same loudness, as far as no sample passes the ceiling', () => {
    for (const levelDb of [-50, -30, -21, -6, 0]) {
      const clip = sine(997, levelDb, 2, 16_000)
      const { gain, isHeldBack } = matchLoudness(clip, 16_000, 1)
      expect(isHeldBack).toBe(false)
      expect(
        integratedLoudness(
          clip.map(sample => sample * gain),
          16_000,
        ),
      ).toBeCloseTo(TARGET_LKFS, 2)
    }
  })

  it('holds the gain back where a click would be driven over the ceiling, and says so', () => {
    const clip = sine(997, -50, 2, 16_000)
    clip[8000] = 0.5
    const { gain, isHeldBack } = matchLoudness(clip, 16_000, 1)
    expect(isHeldBack).toBe(true)
    expect(20 * Math.log10(peakLevel(clip) * gain)).toBeCloseTo(CEILING_DB, 6)
  })

  it('the listener’s volume comes on top, below the ceiling; silence is left as it is', () => {
    const clip = sine(997, -30, 2, 16_000)
    expect(matchLoudness(clip, 16_000, 0.5).gain).toBeCloseTo(matchLoudness(clip, 16_000, 1).gain / 2, 9)
    expect(matchLoudness(clip, 16_000, 100).isHeldBack).toBe(true)
    expect(matchLoudness(new Float32Array(16_000), 16_000, 0.8)).toEqual({
      gain: 0.8,
      loudnessLkfs: -Infinity,
      isHeldBack: false,
    })
  })
})
