import type { PlayStep, Stretch } from '../canvas/play-plan'
import { cutWithFades, planLengthSec } from '../canvas/play-plan'

const FADE_SEC = 0.005
/** Time to hand everything over to the audio thread before the first sample is due. */
const LEAD_SEC = 0.03

/** One thing is heard at a time, whichever engine plays it. */
let stopHeard = (): void => undefined

export interface Playing {
  /** Seconds since the first sample was heard (the output's delay taken off); negative just before. */
  elapsedSec(): number
  stop(): void
  /** Settles when the last sample was played or playback was stopped. */
  readonly ended: Promise<void>
}

/** Plays PCM through Web Audio, to the sample. Runs at the clip's own rate, so that nothing is resampled on the way. */
export class AudioEngine {
  private context: AudioContext | null = null
  private output: GainNode | null = null
  private buffer: AudioBuffer | null = null
  private samples: Float32Array | null = null

  /** Must be called from a key press or click the first time: browsers keep quiet until then. */
  private ready(samples: Float32Array, sampleRateHz: number): { context: AudioContext; output: GainNode } {
    if (this.context?.sampleRate !== sampleRateHz) {
      void this.context?.close()
      this.context = new AudioContext({ sampleRate: sampleRateHz, latencyHint: 'interactive' })
      this.output = this.context.createGain()
      this.output.connect(this.context.destination)
      this.samples = null
    }
    if (this.samples !== samples) {
      this.buffer = this.context.createBuffer(1, samples.length, sampleRateHz)
      this.buffer.copyToChannel(samples as Float32Array<ArrayBuffer>, 0)
      this.samples = samples
    }
    void this.context.resume()
    return { context: this.context, output: this.output as GainNode }
  }

  setGain(gain: number): void {
    if (this.output) this.output.gain.value = gain
  }

  /** One source a step, each with its own fades; all are handed over at once, so timers decide nothing. */
  playPlan(samples: Float32Array, sampleRateHz: number, plan: readonly PlayStep[], gain: number): Playing {
    const { context, output } = this.ready(samples, sampleRateHz)
    this.setGain(gain)
    const startSec = context.currentTime + LEAD_SEC
    const sources = plan.map(step => {
      const source = new AudioBufferSourceNode(context, { buffer: this.buffer })
      const fade = new GainNode(context, { gain: 0 })
      const [from, to] = [startSec + step.atSec, startSec + step.atSec + step.durationSec]
      const ramp = Math.min(FADE_SEC, step.durationSec / 2)
      fade.gain.setValueAtTime(0, from)
      fade.gain.linearRampToValueAtTime(1, from + ramp)
      fade.gain.setValueAtTime(1, to - ramp)
      fade.gain.linearRampToValueAtTime(0, to)
      source.connect(fade).connect(output)
      source.start(from, step.fromSec, step.durationSec)
      return source
    })
    return this.running(context, sources, startSec, planLengthSec(plan))
  }

  /** Repeats one stretch without a pause; short fades at both ends keep the seam from clicking. */
  playLoop(
    samples: Float32Array,
    sampleRateHz: number,
    stretch: Stretch,
    gain: number,
  ): Playing & { periodSec: number } {
    const { context, output } = this.ready(samples, sampleRateHz)
    this.setGain(gain)
    const [from, to] = [stretch.startSec, stretch.endSec].map(sec => Math.round(sec * sampleRateHz))
    const cut = cutWithFades(samples, from, to, Math.round(FADE_SEC * sampleRateHz))
    const buffer = context.createBuffer(1, cut.length, sampleRateHz)
    buffer.copyToChannel(cut, 0)
    const source = new AudioBufferSourceNode(context, { buffer, loop: true })
    source.connect(output)
    const startSec = context.currentTime + LEAD_SEC
    source.start(startSec)
    return { ...this.running(context, [source], startSec, Infinity), periodSec: cut.length / sampleRateHz }
  }

  private running(
    context: AudioContext,
    sources: AudioBufferSourceNode[],
    startSec: number,
    lengthSec: number,
  ): Playing {
    const last = sources[sources.length - 1]
    const ended = new Promise<void>(resolve => {
      if (last) last.onended = () => resolve()
      else resolve()
    })
    const stop = (): void => {
      for (const source of sources) source.stop()
    }
    stopHeard()
    stopHeard = stop
    return { ended, elapsedSec: () => Math.min(lengthSec, heardSec(context) - startSec), stop }
  }

  close(): void {
    void this.context?.close()
    this.context = null
    this.samples = null
  }
}

/** The context's time of the sample that leaves the loudspeaker now; finer than `currentTime`, which moves in blocks. */
function heardSec(context: AudioContext): number {
  const stamp = context.getOutputTimestamp()
  if (!stamp.contextTime || !stamp.performanceTime) return context.currentTime - (context.outputLatency || 0)
  return stamp.contextTime + (performance.now() - stamp.performanceTime) / 1000
}
