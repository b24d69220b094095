import type { ClipPeaks } from '#engine/audits/protocol'

const HEAD_BYTES = 16
const STEPS = 0xffff

/**
 * A clip's peaks as bytes, 16 a channel: shares and activations as float32, times as 16-bit parts of the latest of them
 * (a tenth of a millisecond in a clip of 6 s). Little-endian: time step (float64), channels and length of the layer's name
 * (uint32), shares, activations, times of the most relevant and of the most active cells, name. Not compressed: that saves
 * little, and reading all of a large data set would take thirty times as long.
 */
export function encodePeaks({ layer, relevance, activation, relevantSec, activeSec }: ClipPeaks): Uint8Array {
  const name = Buffer.from(layer, 'utf8')
  const channels = relevance.length
  const latestSec = [relevantSec, activeSec].reduce((latest, times) => Math.max(latest, ...times), 0)
  const stepSec = latestSec > 0 ? latestSec / STEPS : 1
  const bytes = new ArrayBuffer(HEAD_BYTES + 16 * channels + name.length)
  const head = new DataView(bytes)
  head.setFloat64(0, stepSec, true)
  head.setUint32(8, channels, true)
  head.setUint32(12, name.length, true)
  const values = new Float32Array(bytes, HEAD_BYTES, 2 * channels)
  values.set(relevance, 0)
  values.set(activation, channels)
  const times = new Uint16Array(bytes, HEAD_BYTES + 8 * channels, 4 * channels)
  relevantSec.forEach((sec, i) => (times[i] = Math.round(sec / stepSec)))
  activeSec.forEach((sec, i) => (times[2 * channels + i] = Math.round(sec / stepSec)))
  const whole = new Uint8Array(bytes)
  whole.set(name, HEAD_BYTES + 16 * channels)
  return whole
}

export function decodePeaks(stored: Uint8Array): ClipPeaks {
  // A copy of its own: SQLite's bytes may lie where no float32 can begin.
  const { buffer } = new Uint8Array(stored)
  const head = new DataView(buffer)
  const stepSec = head.getFloat64(0, true)
  const [channels, nameBytes] = [head.getUint32(8, true), head.getUint32(12, true)]
  const times = Float32Array.from(
    new Uint16Array(buffer, HEAD_BYTES + 8 * channels, 4 * channels),
    step => step * stepSec,
  )
  return {
    layer: Buffer.from(buffer, HEAD_BYTES + 16 * channels, nameBytes).toString('utf8'),
    relevance: new Float32Array(buffer, HEAD_BYTES, channels),
    activation: new Float32Array(buffer, HEAD_BYTES + 4 * channels, channels),
    relevantSec: times.subarray(0, 2 * channels),
    activeSec: times.subarray(2 * channels),
  }
}
