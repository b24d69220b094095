import { describe, expect, it } from 'vitest'
import { baselineNames, cueKeys, type Measures } from '#contracts/cue'
import { cueDelta } from '#contracts/cue-delta'
import { explainSettingsSchema } from '#contracts/settings'
import type { DecodedAudio } from '#engine/audio/audio'
import type { Region } from '#engine/cues/region'
import { createMeter, measureAudio, toMeasures } from '#engine/measures'
import { demoClips } from '../70-cues/demo-clips'
import { constant, fallingVoice, noise } from '../70-cues/signals'

const rateHz = 16_000
const settings = explainSettingsSchema.parse({})
const audioOf = (samples: Float32Array, sampleRateHz = rateHz): DecodedAudio =>
  ({ samples, sampleRateHz, channels: 1, notes: [] }) as never

function measure(samples: Float32Array, windows: readonly Region[], changes = {}, clipSha = 'aa'): Measures {
  const chosen = { ...settings, ...changes }
  return toMeasures(createMeter(measureAudio(audioOf(samples), chosen), clipSha, chosen)(windows))
}

/** A voice of two seconds between two halves of faint noise. */
function voiceBetweenPauses(): Float32Array {
  const samples = noise(3, rateHz, 0.001)
  fallingVoice(2, rateHz).forEach((v, n) => (samples[n + rateHz / 2] += 0.3 * v))
  return samples
}
const inVoice = [
  { startSec: 1, endSec: 1.15 },
  { startSec: 1.4, endSec: 1.55 },
]

describe('engine/measures', () => {
  it('engine/measures - a stretch made loud stands out against speech, its neighbour does not', () => {
    const samples = voiceBetweenPauses()
    for (let n = 0.95 * rateHz; n < 1.35 * rateHz; n++) samples[n] *= 3
    const loud = measure(samples, [
      { startSec: 1, endSec: 1.15 },
      { startSec: 1.15, endSec: 1.3 },
    ])
    for (const name of baselineNames) {
      expect(loud.baselines[name]!.loudness!.mean.p).toBeLessThan(0.02)
      expect(cueDelta(loud, 'loudness', name)).toBeGreaterThan(0)
    }
    // Speech is what both are of: "anywhere" takes the pauses for a difference, "speech" does not.
    const plain = measure(voiceBetweenPauses(), inVoice)
    expect(Math.abs(plain.baselines.speech!.loudness!.mean.z!)).toBeLessThan(2)
    expect(cueDelta(plain, 'loudness', 'anywhere', 'mean')).toBeGreaterThan(cueDelta(plain, 'loudness', 'speech')!)
    expect(cueDelta(plain, 'loudness', 'full')).toBe(
      plain.cues.salient!.loudness!.mean - plain.cues.full!.loudness!.mean,
    )
  })

  it('engine/measures - the same clip and seed: the same; another clip, seed or number of draws: others', () => {
    const samples = voiceBetweenPauses()
    const mean = (changes = {}, clipSha = 'aa'): number =>
      measure(samples, inVoice, changes, clipSha).baselines.speech!.loudness!.mean.mean
    expect(measure(samples, inVoice)).toEqual(measure(samples, inVoice))
    const others = [mean({ baselines: { ...settings.baselines, seed: 2 } }), mean({}, 'bb')]
    expect(new Set([mean(), ...others]).size).toBe(3)
    const few = measure(samples, inVoice, { baselines: { ...settings.baselines, draws: 20 } })
    expect(few.draws.anywhere!.draws).toBe(20)
    const none = measure(samples, inVoice, { baselines: { ...settings.baselines, draws: 0 } })
    expect(none).toMatchObject({ baselines: {}, draws: {} })
    expect(none.cues.salient!.loudness).not.toBeNull()
  })

  it('engine/measures - digital silence: no speech to draw from, nothing differs, no voice, and it is said', () => {
    const found = measure(constant(0, 2, rateHz), inVoice)
    expect(found.draws.speech!.draws).toBe(0)
    expect(Object.values(found.baselines.speech!).every(chance => chance === null)).toBe(true)
    expect(found.baselines.anywhere!.loudness!.mean).toMatchObject({ draws: 200, z: null, p: null })
    expect(found.baselines.anywhere!.f0).toBeNull()
    expect(found.cues.salient!.f0).toBeNull()
    expect(found.reliability.salient!.f0).toMatchObject({ state: 'none', reason: 'no-voice' })
  })

  it('engine/measures - noise has no voice: cues of the spectrum against chance, those of the voice not measurable', () => {
    const { cues, baselines, reliability, draws } = measure(noise(2, rateHz, 0.1), inVoice)
    expect(draws.anywhere).toMatchObject({ draws: 200, matchedVoicedShare: 1, salientVoicedFraction: 0 })
    for (const key of cueKeys) {
      const isMeasurable = reliability.salient![key]!.state !== 'none'
      expect(cues.salient![key] !== null).toBe(isMeasurable)
      expect(baselines.anywhere![key] !== null).toBe(isMeasurable)
    }
    expect(cueKeys.filter(key => cues.salient![key] !== null)).toHaveLength(6)
  })

  it('engine/measures - too few periods: no jitter, no z, though chance is known', () => {
    const found = measure(voiceBetweenPauses(), [{ startSec: 1.9, endSec: 1.905 }])
    expect(found.reliability.salient!.jitter).toMatchObject({ state: 'none', reason: 'few-periods' })
    expect(found.cues.salient!.jitter).toBeNull()
    expect(found.baselines.speech!.jitter!.mean).toMatchObject({ z: null, p: null })
  })

  it.each([0.05, 0.15, 0.2])('engine/measures - a clip of %d s, all of it one window', durationSec => {
    const found = measure(fallingVoice(durationSec, rateHz), [{ startSec: 0, endSec: durationSec }])
    for (const name of baselineNames) {
      expect(found.draws[name]!.draws).toBe(0)
      expect(Object.values(found.baselines[name]!).every(chance => chance === null)).toBe(true)
    }
    expect(found.cues.salient).toEqual(found.cues.full)
  })

  it('engine/measures - a window cut out: what a file that holds only this window gives, draws measured alike', () => {
    const cutOut = { cues: { ...settings.cues, scope: 'window' } }
    const samples = voiceBetweenPauses()
    const [window] = inVoice
    const file = samples.slice(window.startSec * rateHz, window.endSec * rateHz)
    const alone = measure(samples, [window], cutOut)
    const inClip = measure(samples, [window])
    expect(alone.cues.salient).toEqual(measure(file, []).cues.full)
    expect(alone.cues.salient!.loudness).toMatchObject({ frames: 14 })
    expect(alone.cues.salient!.loudness).not.toEqual(inClip.cues.salient!.loudness)
    expect(alone.cues.full).toEqual(inClip.cues.full)
    expect(alone.reliability.salient!.f0!.snrDb).toBe(inClip.reliability.salient!.f0!.snrDb)
    for (const name of baselineNames) {
      expect(alone.draws[name]!.draws).toBe(50)
      expect(alone.baselines[name]!.loudness!.mean.mean).not.toBe(inClip.baselines[name]!.loudness!.mean.mean)
    }
    expect(measure(samples, [window], cutOut)).toEqual(alone)
  })

  it('engine/measures - windows cut out: their frames together; what holds no frame of 60 ms counts nothing', () => {
    const cutOut = { cues: { ...settings.cues, scope: 'window' } }
    const samples = voiceBetweenPauses()
    const f0Of = (windows: readonly Region[]) => measure(samples, windows, cutOut).cues.salient!.f0_hz!
    const [a, b] = inVoice.map(window => f0Of([window]))
    const both = f0Of([...inVoice, { startSec: 2, endSec: 2.05 }])
    expect(both.frames).toBe(a.frames + b.frames)
    expect(both.mean).toBeCloseTo((a.mean * a.frames + b.mean * b.frames) / both.frames, 6)
    const tooShort = measure(samples, [{ startSec: 2, endSec: 2.05 }], cutOut)
    expect(tooShort.cues.salient!.loudness).toBeNull()
    expect(tooShort.reliability.salient!.f0).toMatchObject({ state: 'none' })
  })

  it('engine/measures - the demo corpus: a planted gesture differs from other speech in the direction it was planted', () => {
    // The synthesiser's own figures, and the difference from the whole clip that counts as planted.
    const planted = { loudness: ['levelDb', 3], f0_hz: ['f0MeanHz', 10] } as const
    const signs = { loudness: [] as boolean[], f0_hz: [] as boolean[] }
    for (const { samples, truth } of demoClips(3)) {
      const measures = measure(samples, [truth.gesture])
      for (const cue of ['loudness', 'f0_hz'] as const) {
        const [figure, least] = planted[cue]
        const difference = truth.cues.gesture[figure]! - truth.cues.clip[figure]!
        const delta = cueDelta(measures, cue, 'speech')
        if (delta !== null && Math.abs(difference) >= least) signs[cue].push(delta > 0 === difference > 0)
      }
    }
    const agreement = (list: boolean[]): number => list.filter(Boolean).length / list.length
    expect(signs.loudness.length).toBeGreaterThan(20)
    expect(signs.f0_hz.length).toBeGreaterThan(20)
    // A level in dB is no loudness: sharp sounds are louder than they are strong.
    expect(agreement(signs.loudness)).toBeGreaterThan(0.75)
    expect(agreement(signs.f0_hz)).toBeGreaterThan(0.95)
  })
})
