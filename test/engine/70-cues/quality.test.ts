import { describe, expect, it } from 'vitest'
import { findClippedRuns } from '#engine/cues/clipped-runs'
import { cueDefinitions, type MeasurableCue } from '#engine/cues/cue-definitions'
import { computeCueTracks } from '#engine/cues/cue-tracks'
import { measurability } from '#engine/cues/evidence-rules'
import { measureClip } from '#engine/cues/measure-clip'
import type { Region } from '#engine/cues/region'
import { cueKind, cueQuality, regionEvidence, type ClipEvidence, type CueQuality } from '#engine/cues/quality'
import { fallingVoice, noise, pulseTrain, sine } from './signals'

const rateHz = 16000
const keys: readonly MeasurableCue[] = ['loudness', 'f0', 'jitter', 'shimmer', 'hnr', 'f1']
const enough: CueQuality = { measuredSec: 1, voicedSec: 1, periods: 100, snrDb: 40, clippedShare: 0 }
const qualityIn = (evidence: ClipEvidence, regions: readonly Region[] | 'all') => {
  const found = regionEvidence(evidence, regions)
  return (key: MeasurableCue) => cueQuality(key, found)
}
const stateOf = (key: MeasurableCue, less: Partial<CueQuality>) => {
  const result = measurability(key, { ...enough, ...less })
  return result.state === 'good' ? 'good' : `${result.state}: ${result.reason}`
}

describe('engine/cues - measurability', () => {
  it('is good with enough of everything', () => {
    const isGood = { state: 'good', reason: null, message: null }
    for (const key of keys) expect(measurability(key, enough)).toEqual(isGood)
  })

  it.each([
    ['f0', { voicedSec: 0 }, 'none: no-voice'],
    ['f0', { voicedSec: 0.29 }, 'little: little-voice'],
    ['f0', { voicedSec: 0.3 }, 'good'],
    ['f0', { periods: 2 }, 'good'],
    ['jitter', { periods: 2 }, 'none: few-periods'],
    ['shimmer', { periods: 2 }, 'none: few-periods'],
    ['jitter', { periods: 3, voicedSec: 0.1 }, 'little: little-voice'],
    ['jitter', { snrDb: 15 }, 'little: low-snr'],
    ['f0', { snrDb: 15 }, 'good'],
    ['loudness', { snrDb: 5 }, 'little: low-snr'],
    ['loudness', { voicedSec: 0, periods: 0, snrDb: null }, 'good'],
    ['loudness', { measuredSec: 0 }, 'none: no-frames'],
    ['loudness', { clippedShare: 0.02 }, 'little: clipped'],
  ] as const)('%s with %j: %s', (key, less, expected) => {
    expect(stateOf(key, less)).toBe(expected)
  })

  it('says why, with the figure', () => {
    const result = measurability('jitter', { ...enough, periods: 2 })
    expect(result).toMatchObject({ message: 'Only 2 pitch periods could be matched; it takes 3.' })
  })

  it('knows of every cue whether it needs a voice', () => {
    const { tracks } = computeCueTracks(sine(220, 0.2, rateHz), rateHz, Object.keys(cueDefinitions) as MeasurableCue[])
    for (const { key, isVoicedOnly } of tracks) expect([key, cueKind(key) !== 'spectrum']).toEqual([key, isVoicedOnly])
  })
})

describe('engine/cues - what a region gives to measure', () => {
  it('seconds of voice and periods of a pulse train: as many as it has', () => {
    const samples = new Float32Array(2 * rateHz)
    samples.set(pulseTrain(128, 1, rateHz), 0)
    const { evidence } = measureClip(samples, rateHz, keys)
    const [f0, jitter, loudness] = (['f0', 'jitter', 'loudness'] as const).map(qualityIn(evidence, 'all'))
    expect(Math.abs(f0.voicedSec - 1)).toBeLessThan(0.07)
    expect(Math.abs(f0.periods - 125)).toBeLessThan(8)
    expect(Math.abs(jitter.periods - 125)).toBeLessThan(12)
    expect(Math.abs(loudness.measuredSec - 1.99)).toBeLessThan(0.011)
    const inSilence = qualityIn(evidence, [{ startSec: 1.3, endSec: 1.9 }])
    expect(inSilence('jitter')).toMatchObject({ voicedSec: 0, periods: 0, snrDb: null })
    expect(measurability('jitter', inSilence('jitter'))).toMatchObject({ state: 'none', reason: 'no-voice' })
    expect(measurability('loudness', inSilence('loudness'))).toMatchObject({ state: 'good' })
  })

  it('a window of 10 ms holds too few periods for jitter', () => {
    const { evidence } = measureClip(pulseTrain(128, 1, rateHz), rateHz, keys)
    const jitter = qualityIn(evidence, [{ startSec: 0.5, endSec: 0.51 }])('jitter')
    expect(measurability('jitter', jitter)).toMatchObject({ state: 'none', reason: 'few-periods' })
  })

  it.each([10, 20, 30])('a signal-to-noise ratio of %i dB is estimated within 2 dB', snrDb => {
    const voice = new Float32Array(2 * rateHz)
    voice.set(sine(220, 1, rateHz), rateHz / 2)
    const amplitude = 0.5 * Math.sqrt(3 / 2) * 10 ** (-snrDb / 20)
    const hiss = noise(2, rateHz, amplitude)
    const { evidence } = measureClip(
      voice.map((v, n) => v + hiss[n]),
      rateHz,
      keys,
    )
    const f0 = qualityIn(evidence, [{ startSec: 0.6, endSec: 1.4 }])('f0')
    expect(Math.abs(f0.snrDb! - snrDb)).toBeLessThan(2)
  })

  it('the share of clipped samples, where they are', () => {
    const samples = fallingVoice(1, rateHz).map((v, n) => (n < rateHz / 2 ? Math.max(-1, Math.min(1, 6 * v)) : v))
    const runs = findClippedRuns(samples, rateHz)
    const clipped = samples.filter((v, n) => n < rateHz / 2 && Math.abs(v) === 1).length
    expect(clipped).toBeGreaterThan(50)
    const { evidence } = measureClip(samples, rateHz, ['loudness'], runs)
    const shareIn = (startSec: number, endSec: number) =>
      qualityIn(evidence, [{ startSec, endSec }])('loudness').clippedShare
    expect(shareIn(0, 0.5)).toBeLessThanOrEqual(clipped / (rateHz / 2))
    expect(shareIn(0, 0.5)).toBeGreaterThan((0.5 * clipped) / (rateHz / 2))
    expect(shareIn(0.5, 1)).toBe(0)
    expect(qualityIn(evidence, 'all')('loudness').clippedShare).toBeCloseTo(shareIn(0, 0.5) / 2, 9)
  })

  it('lone samples at full scale, and pairs, are not clipping', () => {
    const samples = Float32Array.of(0, 1, 0, -1, -1, 0, 1, 1, 1, 0)
    expect(findClippedRuns(samples, 10)).toEqual([{ startSec: 0.6, endSec: 0.9 }])
    expect(
      findClippedRuns(
        samples.map(v => v * 0.9),
        10,
      ),
    ).toEqual([])
  })

  it('tracks are those without evidence', () => {
    const samples = fallingVoice(0.5, rateHz)
    expect(measureClip(samples, rateHz, keys).tracks).toEqual(computeCueTracks(samples, rateHz, keys).tracks)
  })
})
