import { describe, expect, it } from 'vitest'
import type { SpokenEmotion } from '#engine/speech-synthesis/emotions'
import { demoSentences } from '#engine/speech-synthesis/sentences'
import { speak, type SpokenClip } from '#engine/speech-synthesis/speak'
import { demoSpeakers } from '#engine/speech-synthesis/speakers'
import { longTermPower, medianF0, powerDb } from './measure'

/** The same words with the same stress for every emotion: one seed draws the same chances. */
const requests = demoSpeakers.flatMap(speaker =>
  demoSentences.slice(0, 2).map((sentence, i) => ({ speaker, sentence, seed: `test/${speaker.id}/${i}` })),
)

const spoken = new Map<SpokenEmotion, SpokenClip[]>()

function clipsOf(emotion: SpokenEmotion): SpokenClip[] {
  const clips = spoken.get(emotion) ?? requests.map(request => speak({ ...request, emotion }))
  spoken.set(emotion, clips)
  return clips
}

/** Mean difference from neutral of a measure of the gesture's vowel. */
function change(emotion: SpokenEmotion, measure: (vowel: Float64Array) => number): number {
  const means = [emotion, 'neutral' as const].map(name => {
    const values = clipsOf(name).map(clip => measure(gestureVowel(clip)))
    return values.reduce((sum, value) => sum + value, 0) / values.length
  })
  return means[0] - means[1]
}

function gestureVowel({ samples, sampleRateHz, truth }: SpokenClip): Float64Array {
  const vowel = truth.phones.find(phone => Math.abs(phone.endSec - truth.gesture.endSec) < 1e-6)!
  return samples.subarray(vowel.startSec * sampleRateHz, vowel.endSec * sampleRateHz)
}

const semitones = (vowel: Float64Array): number => 12 * Math.log2(medianF0(vowel, 16000, [60, 600]))

/** 1-5 kHz over 50-1000 Hz, dB. */
function brightness(vowel: Float64Array): number {
  const band = (fromHz: number, toHz: number): number => {
    let power = 0
    for (let hz = fromHz; hz < toHz; hz += 50) power += longTermPower(vowel, 16000, hz)
    return power
  }
  return 10 * Math.log10(band(1000, 5000) / band(50, 1000))
}

describe('engine/speech-synthesis', () => {
  it('engine/speech-synthesis - one seed puts the gesture of every emotion on the same syllable', () => {
    const syllables = (clip: SpokenClip): number =>
      clip.truth.phones.findIndex(phone => phone.startSec >= clip.truth.gesture.startSec - 1e-9)
    expect(clipsOf('anger').map(syllables)).toEqual(clipsOf('sadness').map(syllables))
  })

  it.each([
    ['anger', 5, 15],
    ['happiness', 2, 12],
    ['fear', 1, 9],
    ['sadness', -15, -4],
  ] as const)('engine/speech-synthesis - %s changes the level by %f to %f dB', (emotion, min, max) => {
    const levelDb = change(emotion, powerDb)
    expect(levelDb).toBeGreaterThan(min)
    expect(levelDb).toBeLessThan(max)
  })

  it.each([
    ['anger', 2, 6],
    ['fear', 6, 11],
    ['happiness', 3, 9],
    ['surprise', 3, 10],
    ['sadness', -4, -0.3],
    ['disgust', -6, -1],
  ] as const)('engine/speech-synthesis - %s changes the pitch by %f to %f semitones', (emotion, min, max) => {
    const shift = change(emotion, semitones)
    expect(shift).toBeGreaterThan(min)
    expect(shift).toBeLessThan(max)
  })

  it('engine/speech-synthesis - anger is brighter than neutral, sadness duller', () => {
    expect(change('anger', brightness)).toBeGreaterThan(3)
    expect(change('sadness', brightness)).toBeLessThan(-2)
  })

  it('engine/speech-synthesis - sadness is slower than neutral and anger faster', () => {
    const duration = (emotion: SpokenEmotion): number =>
      clipsOf(emotion).reduce((sum, { truth }) => sum + truth.phones.at(-1)!.endSec - truth.phones[0].startSec, 0)
    expect(duration('sadness')).toBeGreaterThan(1.08 * duration('neutral'))
    expect(duration('anger')).toBeLessThan(0.97 * duration('neutral'))
  })

  it('engine/speech-synthesis - the true pitch of the gesture is what its vowel measures', () => {
    for (const clip of clipsOf('fear')) {
      const measured = medianF0(gestureVowel(clip), 16000, [60, 600])
      expect(Math.abs(measured / clip.truth.inGesture.f0MeanHz - 1)).toBeLessThan(0.12)
    }
  })

  it('engine/speech-synthesis - the same request gives the same samples, another seed others', () => {
    const request = { ...requests[0], emotion: 'surprise' } as const
    expect(speak(request).samples).toEqual(speak(request).samples)
    expect(speak({ ...request, seed: 'other' }).samples).not.toEqual(speak(request).samples)
  })

  it('engine/speech-synthesis - only anger can be held back', () => {
    expect(() => speak({ ...requests[0], emotion: 'fear', isQuiet: true })).toThrow('goes with anger')
  })
})
