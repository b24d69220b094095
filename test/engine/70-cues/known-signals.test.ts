import { describe, expect, it } from 'vitest'
import { cueKeys } from '#contracts/cue'
import { cueDefinitions, type MeasurableCue } from '#engine/cues/cue-definitions'
import { computeCueTracks, type CueTracks } from '#engine/cues/cue-tracks'
import { measureClip } from '#engine/cues/measure-clip'
import { poolCues } from '#engine/cues/pool'
import { cueKind, regionEvidence } from '#engine/cues/quality'
import { constant, noise, pulseTrain, sine } from './signals'

const track = (tracks: CueTracks, key: string) => tracks.tracks.find(t => t.key === key)!
const everyNumber = (vector: object) => Object.values(vector).flatMap(cue => (cue === null ? [] : Object.values(cue)))

describe.each([8000, 16000, 24414, 48000])('engine/cues - known signals at %i Hz', rateHz => {
  it('finds a 220 Hz sine within 0.5 %, in hertz and in semitones', () => {
    const vector = poolCues(computeCueTracks(sine(220, 1, rateHz), rateHz), [{ startSec: 0.1, endSec: 0.9 }])
    expect(vector.f0_hz!.frames).toBeGreaterThanOrEqual(79)
    expect(Math.abs(vector.f0_hz!.p50 / 220 - 1)).toBeLessThan(0.005)
    expect(vector.f0_hz!.range).toBeLessThan(1)
    expect(Math.abs(vector.f0!.p50 - 36)).toBeLessThan(12 * Math.log2(1.005))
  })

  it('finds the period of a pulse train, and much less harmony once noise is added', () => {
    const periodSamples = Math.round(rateHz / 125)
    const pulses = pulseTrain(periodSamples, 1, rateHz)
    const vector = poolCues(computeCueTracks(pulses, rateHz), 'all')
    expect(Math.abs(vector.f0_hz!.p50 / (rateHz / periodSamples) - 1)).toBeLessThan(0.005)
    const hiss = noise(1, rateHz, 0.08)
    const noisy = poolCues(
      computeCueTracks(
        pulses.map((v, n) => v + hiss[n]),
        rateHz,
      ),
      'all',
    )
    expect(vector.hnr!.mean).toBeGreaterThan(noisy.hnr!.mean + 3)
  })

  it('hears no voice in noise: voiced-only cues are NaN in the track and null in the vector', () => {
    const tracks = computeCueTracks(noise(2, rateHz), rateHz)
    const voiced = track(tracks, 'f0').values.filter(value => !Number.isNaN(value))
    expect(voiced.length).toBeLessThan(0.02 * track(tracks, 'f0').values.length)
    expect(track(tracks, 'f0').values.some(value => value === 0)).toBe(false)
  })

  it.each([0, 0.25])('a constant of %f has no voice and no number that is not finite', level => {
    const vector = poolCues(computeCueTracks(constant(level, 0.5, rateHz), rateHz), 'all')
    expect(Object.keys(vector)).toEqual([...cueKeys])
    expect(vector.f0).toBeNull()
    expect(vector.f0_hz).toBeNull()
    expect(vector.hnr).toBeNull()
    expect(everyNumber(vector).every(Number.isFinite)).toBe(true)
  })

  it('silence is flat and all but without loudness', () => {
    const vector = poolCues(computeCueTracks(constant(0, 0.5, rateHz), rateHz), 'all')
    expect(vector.loudness!.mean).toBeLessThan(0.002)
    expect(vector.slope_0_500!.sd).toBeCloseTo(0, 6)
    expect(vector.loudness!.sd).toBeCloseTo(0, 9)
  })

  it('a louder copy is louder by the power of 0.66 of the gain', () => {
    const quiet = poolCues(computeCueTracks(noise(0.5, rateHz, 0.1), rateHz), 'all').loudness!.mean
    const loud = poolCues(computeCueTracks(noise(0.5, rateHz, 0.4), rateHz), 'all').loudness!.mean
    expect(loud / quiet).toBeCloseTo(4 ** 0.66, 2)
  })

  it('a clip shorter than 60 ms has tracks without rows and a vector of nulls', () => {
    const tracks = computeCueTracks(sine(220, 0.03, rateHz), rateHz)
    expect(tracks.tracks.map(t => t.values.length)).toEqual(cueKeys.map(() => 0))
    expect(Object.values(poolCues(tracks, 'all'))).toEqual(cueKeys.map(() => null))
  })
})

describe('engine/cues - rates at which bands reach beyond half the rate', () => {
  const every = Object.keys(cueDefinitions) as MeasurableCue[]
  it.each([1000, 2000, 4000, 384_000])('every number of every cue is finite at %i Hz', rateHz => {
    const voice = pulseTrain(Math.round(rateHz / 110), 0.5, rateHz)
    const vector = poolCues(measureClip(voice, rateHz, every), 'all')
    expect(everyNumber(vector).length).toBeGreaterThan(60)
    expect(everyNumber(vector).every(Number.isFinite)).toBe(true)
  })

  it('and of silence, noise and a constant', () => {
    for (const samples of [
      constant(0, 0.3, 16000),
      constant(0.5, 0.3, 16000),
      noise(0.3, 16000),
      constant(0, 0.01, 16000),
    ]) {
      const clip = measureClip(samples, 16000, every)
      expect(everyNumber(poolCues(clip, 'all')).every(Number.isFinite)).toBe(true)
      const found = Object.values(regionEvidence(clip.evidence, 'all'))
      expect(found.every(v => v === null || Number.isFinite(v))).toBe(true)
    }
  })
})

describe('engine/cues - what is computed', () => {
  it('computes the cues asked for, in the order asked for, with the same values as all of them together', () => {
    const samples = pulseTrain(100, 0.5, 16000)
    const all = computeCueTracks(samples, 16000)
    const some = computeCueTracks(samples, 16000, ['hnr', 'loudness'])
    expect(some.tracks.map(t => t.key)).toEqual(['hnr', 'loudness'])
    for (const one of some.tracks) expect(one.values).toEqual(track(all, one.key).values)
  })

  it('20 ms cues stand 10 ms after the start of their row, pitch and harmony 30 ms', () => {
    const { tracks, hopSec } = computeCueTracks(sine(220, 0.5, 24414), 24414)
    expect(hopSec).toBeCloseTo(244 / 24414, 12)
    for (const { key, middleSec, isVoicedOnly } of tracks) {
      const isLong = cueKind(key) !== 'spectrum'
      expect([key, middleSec, isVoicedOnly]).toEqual([key, isLong ? 0.03 : 0.01, isLong])
    }
  })

  it('samples beyond full scale are clipped, not wrapped around', () => {
    const rateHz = 16000
    const tooLoud = poolCues(
      computeCueTracks(
        sine(220, 0.5, rateHz).map(v => 2.02 * v),
        rateHz,
      ),
      'all',
    )
    const fullScale = poolCues(
      computeCueTracks(
        sine(220, 0.5, rateHz).map(v => 1.99 * v),
        rateHz,
      ),
      'all',
    )
    expect(tooLoud.slope_500_1500!.mean).toBeLessThan(0)
    expect(Math.abs(tooLoud.loudness!.mean / fullScale.loudness!.mean - 1)).toBeLessThan(0.1)
  })
})
