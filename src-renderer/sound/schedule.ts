import { FADE_SEC } from './fades'

export interface ScheduleOptions {
  readonly gain: number
  /** Over and over, without a pause. */
  readonly isLooped: boolean
  /** Into the sound; from there it fades in. */
  readonly offsetSec: number
  /** On the context's clock: the first whole sample from here on is the first that is heard. */
  readonly notBeforeSec: number
}

export interface Scheduled {
  readonly source: AudioBufferSourceNode
  readonly volume: GainNode
  /** On the context's clock: when the sound's own first sample is, or would have been, due. */
  readonly startSec: number
}

export function bufferOf(context: BaseAudioContext, samples: Float32Array): AudioBuffer {
  const buffer = context.createBuffer(1, Math.max(1, samples.length), context.sampleRate)
  buffer.copyToChannel(samples as Float32Array<ArrayBuffer>, 0)
  return buffer
}

/**
 * Hands a sound to any context that runs at its rate, the one that is heard or one that renders: from then on the audio
 * thread alone decides, to the sample.
 */
export function schedule(context: BaseAudioContext, buffer: AudioBuffer, options: ScheduleOptions): Scheduled {
  const { gain, isLooped, offsetSec, notBeforeSec } = options
  const source = new AudioBufferSourceNode(context, { buffer, loop: isLooped })
  const volume = new GainNode(context, { gain })
  source.connect(volume).connect(context.destination)
  // Between two samples the browser would interpolate, and nothing were bit by bit what it was.
  const atSec = Math.ceil(notBeforeSec * context.sampleRate - 1e-3) / context.sampleRate
  const offset = Math.min(Math.round(offsetSec * context.sampleRate), buffer.length) / context.sampleRate
  if (offset > 0) {
    volume.gain.setValueAtTime(0, atSec)
    volume.gain.linearRampToValueAtTime(gain, atSec + FADE_SEC)
  }
  source.start(atSec, offset)
  return { source, volume, startSec: atSec - offset }
}
