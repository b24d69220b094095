import type { Page } from '@playwright/test'

/** A source handed to Web Audio: whole sounds, at the moment and from the place in them that they begin. */
export interface Start {
  readonly whenSec: number
  readonly offsetSec: number
  readonly isLoop: boolean
  readonly length: number
  readonly sampleRateHz: number
  readonly gain: number
}

/** Every `AudioBufferSourceNode.start` with what it plays, and the clock it plays by. */
export function recordStarts(): void {
  const starts: Start[] = []
  const sounds: AudioBuffer[] = []
  const clocks: BaseAudioContext[] = []
  Object.assign(window, { starts, sounds, clocks })
  const start = AudioBufferSourceNode.prototype.start
  const connect = AudioNode.prototype.connect as (to: AudioNode) => AudioNode
  const volumeOf = new WeakMap<AudioNode, AudioNode>()
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
    volumeOf.set(this, to)
    return connect.call(this, to)
  } as AudioNode['connect']
  AudioBufferSourceNode.prototype.start = function (whenSec = 0, offsetSec = 0, ...more) {
    const buffer = this.buffer!
    const volume = volumeOf.get(this)
    const gain = volume instanceof GainNode ? volume.gain.value : 1
    const { length, sampleRate: sampleRateHz } = buffer
    starts.push({ whenSec, offsetSec, isLoop: this.loop, length, sampleRateHz, gain })
    sounds.push(buffer)
    clocks.push(this.context)
    return start.call(this, whenSec, offsetSec, ...more)
  }
}

/** The samples of the start of that number. */
export async function soundOf(page: Page, start: number): Promise<Float32Array> {
  const samples = await page.evaluate(
    at => [...(window as unknown as { sounds: AudioBuffer[] }).sounds[at].getChannelData(0)],
    start,
  )
  return Float32Array.from(samples)
}
