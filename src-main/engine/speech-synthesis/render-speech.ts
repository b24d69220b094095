/**
 * Turns a control track into sound: pulses and noise at the glottis through the cascade of formants, noise in the mouth
 * through the parallel branch, as in the cascade/parallel synthesiser of [klatt1980] with the source of [klatt1990].
 *
 * Conventions: mono, full scale is 1; the periodic part and the turbulence are kept apart (the tract is linear, so their
 * sum is the sound), which makes the true harmonics-to-noise ratio known. Levels of the track are joined by straight
 * lines of amplitude from frame to frame; filters are tuned once a frame.
 *
 * References: [klatt1980], [klatt1990].
 */
import type { Hertz } from '#engine/base/units'
import type { ControlFrame, ControlTrack } from './control-track'
import { SOURCE_OFF_DB } from './control-track'
import { amplitudeOf } from './decibels'
import { renderFlow } from './glottal-flow'
import { makePulses, type GlottalPulse } from './glottal-pulses'
import type { Random } from './random'
import { SpectralTilt } from './spectral-tilt'
import { CascadeTract, ParallelTract } from './vocal-tract'

export interface RenderedSpeech {
  readonly sampleRateHz: Hertz
  /** Periodic part, Float64 [samples]. */
  readonly harmonic: Float64Array
  /** Turbulence: aspiration and frication, Float64 [samples]. */
  readonly turbulence: Float64Array
  readonly pulses: readonly GlottalPulse[]
}

/** Puts a modal vowel of a middling voice at about -30 dBFS, which leaves room for a shout. */
const OUTPUT_GAIN = 0.03
/** Aspiration passes a closed glottis at half the amplitude [klatt1980]. */
const CLOSED_GLOTTIS_NOISE = 0.5

export function renderSpeech(track: ControlTrack, sampleRateHz: Hertz, random: Random): RenderedSpeech {
  const frameSamples = Math.round(track.frameSec * sampleRateHz)
  const length = track.frames.length * frameSamples
  const pulses = makePulses(track, random)
  const flow = renderFlow(pulses, length, sampleRateHz)
  const harmonic = new Float64Array(length)
  const turbulence = new Float64Array(length)
  const formantCount = track.frames[0].formants.length
  const voiceTract = new CascadeTract(formantCount, sampleRateHz)
  const noiseTract = new CascadeTract(formantCount, sampleRateHz)
  const mouth = new ParallelTract(sampleRateHz)
  const tilt = new SpectralTilt(sampleRateHz)

  track.frames.forEach((frame, i) => {
    voiceTract.shape(frame)
    noiseTract.shape(frame)
    mouth.take(frame.frication)
    tilt.tune(frame.tiltDb)
    const ramps = rampsBetween(frame, track.frames[i + 1] ?? frame, frameSamples)
    for (let k = 0, n = i * frameSamples; k < frameSamples; k++, n++) {
      const voiced = flow.derivative[n] * ramps.voicing(k)
      const glottis = CLOSED_GLOTTIS_NOISE + (1 - CLOSED_GLOTTIS_NOISE) * flow.opening[n]
      const breath = random.noise() * glottis * ramps.aspiration(k)
      const friction = random.noise() * ramps.frication(k)
      harmonic[n] = OUTPUT_GAIN * voiceTract.step(tilt.step(voiced))
      turbulence[n] = OUTPUT_GAIN * (noiseTract.step(breath) + mouth.step(friction))
    }
  })
  return { sampleRateHz, harmonic, turbulence, pulses }
}

type Ramp = (sample: number) => number

function rampsBetween(
  from: ControlFrame,
  to: ControlFrame,
  samples: number,
): Record<'voicing' | 'aspiration' | 'frication', Ramp> {
  return {
    voicing: ramp(from.voicingDb, to.voicingDb, samples),
    aspiration: ramp(from.aspirationDb, to.aspirationDb, samples),
    frication: ramp(from.fricationDb, to.fricationDb, samples),
  }
}

function ramp(fromDb: number, toDb: number, samples: number): Ramp {
  const from = fromDb <= SOURCE_OFF_DB ? 0 : amplitudeOf(fromDb)
  const to = toDb <= SOURCE_OFF_DB ? 0 : amplitudeOf(toDb)
  return sample => from + ((to - from) * sample) / samples
}
