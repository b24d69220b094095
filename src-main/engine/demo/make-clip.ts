import { createHash } from 'node:crypto'
import { amplitudeOf } from '#engine/speech-synthesis/decibels'
import { makeRandom, type Random } from '#engine/speech-synthesis/random'
import { speak } from '#engine/speech-synthesis/speak'
import type { TrueCues } from '#engine/speech-synthesis/spoken-truth'
import type { PlannedClip } from './plan-corpus'
import { DEMO_CORPUS_VERSION, type DemoTruth } from './truth'
import { encodeWav } from './wav'

export interface MadeClip {
  readonly wav: Buffer
  readonly truth: DemoTruth
}

/** Speaks one planned clip; the same plan gives the same bytes. */
export function makeClip({ set, speaker, sentence, labelGiven, emotionSpoken, take, planted }: PlannedClip): MadeClip {
  const seed = `${set}/${speaker.id}/${labelGiven}/${take}`
  const isQuiet = planted.kind === 'quiet-anger'
  const { samples, sampleRateHz, truth } = speak({ sentence, speaker, emotion: emotionSpoken, isQuiet, seed })
  if (planted.kind === 'noise') {
    addPinkNoise(samples, truth.clip.levelDb - planted.snrDb, makeRandom(`${seed}/noise`))
  }
  const wav = encodeWav(samples, sampleRateHz)
  return {
    wav,
    truth: {
      version: DEMO_CORPUS_VERSION,
      sha256: createHash('sha256').update(wav).digest('hex'),
      speaker: speaker.id,
      sex: speaker.sex,
      labelGiven,
      emotionSpoken,
      take,
      sentence: sentence.map(word => word.replaceAll(' ', '')).join(' '),
      durationSec: samples.length / sampleRateHz,
      planted,
      gesture: { startSec: rounded(truth.gesture.startSec), endSec: rounded(truth.gesture.endSec) },
      cues: { clip: roundedCues(truth.clip), gesture: roundedCues(truth.inGesture) },
      phones: truth.phones.map(({ symbol, startSec, endSec }) => ({
        symbol,
        startSec: rounded(startSec),
        endSec: rounded(endSec),
      })),
    },
  }
}

/** In place. Pink by three one-pole filters, within 1 dB of -3 dB per octave from 100 Hz to 7 kHz. */
function addPinkNoise(samples: Float64Array, levelDb: number, random: Random): void {
  const poles = [0.99765, 0.963, 0.57]
  const gains = [0.099046, 0.2965164, 1.0526913]
  const state = [0, 0, 0]
  const noise = samples.map(() => {
    const white = random.noise()
    poles.forEach((pole, i) => (state[i] = pole * state[i] + gains[i] * white))
    return state[0] + state[1] + state[2] + 0.1848 * white
  })
  const rms = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length)
  const gain = amplitudeOf(levelDb) / rms
  samples.forEach((_, i) => (samples[i] += gain * noise[i]))
}

function roundedCues(cues: TrueCues): DemoTruth['cues']['clip'] {
  return {
    f0MeanHz: roundedOrNull(cues.f0MeanHz),
    f0RangeSemitones: roundedOrNull(cues.f0RangeSemitones),
    levelDb: roundedOrNull(cues.levelDb),
    tiltDb: roundedOrNull(cues.tiltDb),
    jitterPercent: roundedOrNull(cues.jitterPercent),
    shimmerDb: roundedOrNull(cues.shimmerDb),
    hnrDb: roundedOrNull(cues.hnrDb),
    syllablesPerSec: rounded(cues.syllablesPerSec),
  }
}

function roundedOrNull(value: number): number | null {
  return Number.isFinite(value) ? rounded(value) : null
}

/** Four decimals: a tenth of a millisecond, and far finer than any cue is known. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
