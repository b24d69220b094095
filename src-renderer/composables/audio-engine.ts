import { FADE_SEC } from '../sound/fades'
import { bufferOf, schedule } from '../sound/schedule'

/** Time to hand everything over to the audio thread before the first sample is due. */
const LEAD_SEC = 0.03

/** One thing is heard at a time, whichever engine plays it. */
let stopHeard = (): void => undefined

export interface PlayOptions {
  readonly gain: number
  /** @default false */
  readonly isLooped?: boolean
  /** Where in the sound it begins. @default 0 */
  readonly offsetSec?: number
}

export interface Playing {
  /** Seconds of the sound since its own first sample (the output's delay taken off); grows on over repeats. */
  elapsedSec(): number
  setGain(gain: number): void
  stop(): void
  /** True when the last sample was played, false when it was stopped. */
  readonly ended: Promise<boolean>
}

/** Plays PCM through Web Audio, to the sample. Runs at the sound's own rate, so that nothing is resampled on the way. */
export class AudioEngine {
  private context: AudioContext | null = null
  /** Of what was played last: a seek plays it again from elsewhere. */
  private last: { readonly samples: Float32Array; readonly buffer: AudioBuffer } | null = null

  /** Must be called from a key press or click the first time: browsers keep quiet until then. */
  private at(sampleRateHz: number): AudioContext {
    if (this.context?.sampleRate !== sampleRateHz) {
      this.close()
      this.context = new AudioContext({ sampleRate: sampleRateHz, latencyHint: 'interactive' })
    }
    void this.context.resume()
    return this.context
  }

  play(samples: Float32Array, sampleRateHz: number, { gain, isLooped = false, offsetSec = 0 }: PlayOptions): Playing {
    stopHeard()
    const context = this.at(sampleRateHz)
    const notBeforeSec = context.currentTime + LEAD_SEC
    if (this.last?.samples !== samples) this.last = { samples, buffer: bufferOf(context, samples) }
    const { buffer } = this.last
    const { source, volume, startSec } = schedule(context, buffer, { gain, isLooped, offsetSec, notBeforeSec })
    const lengthSec = isLooped ? Infinity : samples.length / sampleRateHz
    let settle = (_hasFinished: boolean): void => undefined
    const ended = new Promise<boolean>(resolve => (settle = resolve))
    source.onended = () => settle(true)
    const stop = (): void => {
      settle(false)
      const now = context.currentTime
      volume.gain.cancelScheduledValues(now)
      volume.gain.setValueAtTime(volume.gain.value, now)
      volume.gain.linearRampToValueAtTime(0, now + FADE_SEC)
      source.stop(now + FADE_SEC)
    }
    stopHeard = stop
    return {
      ended,
      elapsedSec: () => Math.min(lengthSec, heardSec(context) - startSec),
      setGain: value => void volume.gain.setTargetAtTime(value, context.currentTime, FADE_SEC),
      stop,
    }
  }

  close(): void {
    void this.context?.close()
    this.context = null
    this.last = null
  }
}

/** The context's time of the sample that leaves the loudspeaker now; finer than `currentTime`, which moves in blocks. */
function heardSec(context: AudioContext): number {
  const stamp = context.getOutputTimestamp()
  if (!stamp.contextTime || !stamp.performanceTime) return context.currentTime - (context.outputLatency || 0)
  return stamp.contextTime + (performance.now() - stamp.performanceTime) / 1000
}
