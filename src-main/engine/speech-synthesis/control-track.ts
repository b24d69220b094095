import type { Decibels, Hertz, Seconds } from '#engine/base/units'

/** At and below this level a source is switched off. */
export const SOURCE_OFF_DB: Decibels = -60

/** One pole pair of the vocal tract. */
export interface Formant {
  readonly frequencyHz: Hertz
  readonly bandwidthHz: Hertz
}

/** A place of turbulence in the mouth: resonances of the small cavity before it, driven in parallel. */
export interface FricationShape {
  readonly resonances: readonly (Formant & { readonly gainDb: Decibels })[]
  /** Noise that reaches the lips past all resonances: the flat spectrum of f and p. */
  readonly bypassDb: Decibels
}

/** What the speaker's larynx and mouth do in one frame. Levels are relative to a modal vowel of the speaker. */
export interface ControlFrame {
  readonly f0Hz: Hertz
  readonly voicingDb: Decibels
  readonly aspirationDb: Decibels
  readonly fricationDb: Decibels
  readonly frication: FricationShape | null
  /** Attenuation of the glottal source at 3 kHz, on top of its own fall. */
  readonly tiltDb: Decibels
  /** Share of the period in which the glottis is open, 0.3 (pressed) to 0.8 (lax). */
  readonly openQuotient: number
  /** Mean absolute difference of neighbouring periods, in percent of the mean period, besides intonation. */
  readonly jitterPercent: number
  /** Mean absolute level difference of neighbouring pulses. */
  readonly shimmerDb: Decibels
  /** Poles of the mouth, lowest first; every frame of a track has as many. */
  readonly formants: readonly Formant[]
  /** Pole and zero of the nose; they cancel where both are the same. */
  readonly nasalPoleHz: Hertz
  readonly nasalZeroHz: Hertz
}

/** Frame i holds from `i * frameSec` until the next. */
export interface ControlTrack {
  readonly frameSec: Seconds
  readonly frames: readonly ControlFrame[]
}

export function frameAt(track: ControlTrack, timeSec: Seconds): ControlFrame {
  const index = Math.floor(timeSec / track.frameSec)
  return track.frames[Math.min(Math.max(index, 0), track.frames.length - 1)]
}
