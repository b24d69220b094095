/**
 * Speaks one pseudo-sentence in one emotion: what the program shows and explains at its first start, made by rule so
 * that everything about it is known: where the emotion is, and the value of every cue.
 *
 * sentence, speaker, emotion -> delivery (how strongly, by which cues) -> timing -> control track -> sound.
 *
 * Conventions: 16 kHz mono, full scale 1; times in seconds from the start of the clip; the same request gives the same
 * samples. The emotion is concentrated in one syllable, the gesture; the rest is 15 % as emotional.
 *
 * References: [klatt1980], [klatt1990], [peterson1952], [juslin2003], [scherer2003].
 */
import type { Decibels, Hertz } from '#engine/base/units'
import { amplitudeOf } from './decibels'
import { deliver } from './delivery'
import { emotionProfiles, neutralProfile, quietAngerProfile, type SpokenEmotion } from './emotions'
import { planTrack } from './plan-track'
import { makeRandom, type Random } from './random'
import { renderSpeech } from './render-speech'
import type { Sentence } from './sentences'
import type { Speaker } from './speakers'
import { layOut } from './timing'
import { describeTruth, type SpokenTruth } from './spoken-truth'

export const SPEECH_RATE_HZ: Hertz = 16000

export interface SpeakRequest {
  readonly sentence: Sentence
  readonly speaker: Speaker
  readonly emotion: SpokenEmotion
  /** Anger only: held back, without loudness and edge. @default false */
  readonly isQuiet?: boolean
  /** Any text: another seed is another take. */
  readonly seed: string
}

export interface SpokenClip {
  readonly sampleRateHz: Hertz
  /** Float64 [samples], speech and a faint noise floor. */
  readonly samples: Float64Array
  readonly truth: SpokenTruth
}

export function speak({ sentence, speaker, emotion, isQuiet = false, seed }: SpeakRequest): SpokenClip {
  if (isQuiet && emotion !== 'anger') throw new RangeError(`isQuiet goes with anger, not with "${emotion}"`)
  const random = makeRandom(seed)
  const profile = isQuiet ? quietAngerProfile : emotionProfiles[emotion]
  const delivery = deliver(profile, neutralProfile, speaker, emotion, random)
  const timing = layOut(sentence, speaker, delivery, random)
  const track = planTrack(timing, speaker, delivery, random)
  const speech = renderSpeech(track, SPEECH_RATE_HZ, random)
  const samples = speech.harmonic.map((sample, i) => sample + speech.turbulence[i])
  addNoiseFloor(samples, random.uniform(-76, -70), random)
  return { sampleRateHz: SPEECH_RATE_HZ, samples, truth: describeTruth(timing, track, speech) }
}

/** In place. */
function addNoiseFloor(samples: Float64Array, levelDb: Decibels, random: Random): void {
  const amplitude = amplitudeOf(levelDb)
  for (let i = 0; i < samples.length; i++) samples[i] += amplitude * random.noise()
}
