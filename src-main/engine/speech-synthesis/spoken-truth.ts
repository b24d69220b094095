import type { Decibels, Hertz, Seconds } from '#engine/base/units'
import { SOURCE_OFF_DB, type ControlTrack } from './control-track'
import { levelOfPower } from './decibels'
import type { Gesture } from './gesture'
import type { GlottalPulse } from './glottal-pulses'
import type { RenderedSpeech } from './render-speech'
import type { Timing } from './timing'

/** Cues of a region as they were put in, not as some tool would measure them. */
export interface TrueCues {
  /** Glottal pulses per voiced second. */
  readonly f0MeanHz: Hertz
  /** Between the 20th and 80th percentile of the voiced frames. */
  readonly f0RangeSemitones: number
  /** Mean square of the speech, noise floor left out, re full scale. */
  readonly levelDb: Decibels
  /** Attenuation at 3 kHz by the glottal source, mean over voiced frames. */
  readonly tiltDb: Decibels
  /** Of neighbouring periods, intonation included. */
  readonly jitterPercent: number
  readonly shimmerDb: Decibels
  /** Periodic over turbulent power in voiced frames; what jitter and shimmer take away is not counted. */
  readonly hnrDb: Decibels
  readonly syllablesPerSec: number
}

export interface SpokenTruth {
  readonly gesture: Gesture
  readonly clip: TrueCues
  readonly inGesture: TrueCues
  readonly phones: readonly { readonly symbol: string; readonly startSec: Seconds; readonly endSec: Seconds }[]
}

export function describeTruth(timing: Timing, track: ControlTrack, speech: RenderedSpeech): SpokenTruth {
  const spoken = { startSec: timing.phones[0].startSec, endSec: timing.phones.at(-1)!.endSec }
  return {
    gesture: timing.gesture,
    clip: trueCues(spoken, timing.syllables, track, speech),
    inGesture: trueCues(timing.gesture, 1, track, speech),
    phones: timing.phones.map(({ phone, startSec, endSec }) => ({ symbol: phone.symbol, startSec, endSec })),
  }
}

function trueCues(region: Gesture, syllables: number, track: ControlTrack, speech: RenderedSpeech): TrueCues {
  const frames = track.frames.filter(
    (frame, i) => isInside(region, i * track.frameSec) && frame.voicingDb > SOURCE_OFF_DB,
  )
  const semitones = frames.map(frame => 12 * Math.log2(frame.f0Hz)).sort((a, b) => a - b)
  const pulses = speech.pulses.filter(pulse => isInside(region, pulse.startSec))
  const power = powersIn(region, track, speech)
  return {
    f0MeanHz: pulses.length / sum(pulses.map(pulse => pulse.periodSec)),
    f0RangeSemitones: at(semitones, 0.8) - at(semitones, 0.2),
    levelDb: levelOfPower(power.all),
    tiltDb: mean(frames.map(frame => frame.tiltDb)),
    jitterPercent: jitterOf(pulses),
    shimmerDb: shimmerOf(pulses),
    hnrDb: levelOfPower(power.harmonic) - levelOfPower(power.turbulence),
    syllablesPerSec: syllables / (region.endSec - region.startSec),
  }
}

/** Mean absolute difference of neighbouring periods over the mean period, in percent. */
export function jitterOf(pulses: readonly GlottalPulse[]): number {
  const differences = neighbours(pulses).map(([a, b]) => Math.abs(b.periodSec - a.periodSec))
  return (100 * mean(differences)) / mean(pulses.map(pulse => pulse.periodSec))
}

/** Mean absolute level difference of neighbouring pulses, from shimmer alone. */
export function shimmerOf(pulses: readonly GlottalPulse[]): Decibels {
  return mean(neighbours(pulses).map(([a, b]) => Math.abs(20 * Math.log10(b.amplitude / a.amplitude))))
}

/** Pairs of pulses with no pause between them. */
function neighbours(pulses: readonly GlottalPulse[]): [GlottalPulse, GlottalPulse][] {
  return pulses
    .slice(1)
    .map((pulse, i): [GlottalPulse, GlottalPulse] => [pulses[i], pulse])
    .filter(([a, b]) => b.startSec - (a.startSec + a.periodSec) < 1e-9)
}

/** Mean squares: all of the speech in the region; its periodic and turbulent part in voiced frames. */
function powersIn(
  region: Gesture,
  track: ControlTrack,
  { harmonic, turbulence, sampleRateHz }: RenderedSpeech,
): Record<'all' | 'harmonic' | 'turbulence', number> {
  const powers = { all: 0, harmonic: 0, turbulence: 0 }
  const frameSamples = Math.round(track.frameSec * sampleRateHz)
  const from = Math.round(region.startSec * sampleRateHz)
  const to = Math.min(harmonic.length, Math.round(region.endSec * sampleRateHz))
  let voiced = 0
  for (let n = from; n < to; n++) {
    powers.all += (harmonic[n] + turbulence[n]) ** 2
    if (track.frames[Math.floor(n / frameSamples)].voicingDb <= SOURCE_OFF_DB) continue
    voiced++
    powers.harmonic += harmonic[n] ** 2
    powers.turbulence += turbulence[n] ** 2
  }
  return {
    all: powers.all / (to - from),
    harmonic: powers.harmonic / voiced,
    turbulence: powers.turbulence / voiced,
  }
}

function isInside(region: Gesture, timeSec: Seconds): boolean {
  return timeSec >= region.startSec && timeSec < region.endSec
}

/** Value at a quantile of a sorted list, nearest rank below. */
function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.floor(quantile * (sorted.length - 1))]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
