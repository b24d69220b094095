import type { ClipActivations } from './clip-activations'

const HEAD_BYTES = 16
const STEPS = 0x7fff

/**
 * Activations as bytes, two a number: whole steps of a 32,767th of the clip's largest magnitude, finer than any map or
 * list of neighbours shows. 512 numbers of 100,000 clips are 100 MB; keeping components only would be less, but those of
 * all clips are not known before the last of them, and neighbours are told from all numbers. Little-endian: step
 * (float64), numbers and length of the layer's name (uint32), steps (int16), name.
 */
export function encodeActivations({ layer, values }: ClipActivations): Uint8Array {
  const name = Buffer.from(layer, 'utf8')
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const step = largest > 0 ? largest / STEPS : 1
  const bytes = new Uint8Array(HEAD_BYTES + 2 * values.length + name.length)
  const head = new DataView(bytes.buffer)
  head.setFloat64(0, step, true)
  head.setUint32(8, values.length, true)
  head.setUint32(12, name.length, true)
  new Int16Array(bytes.buffer, HEAD_BYTES, values.length).set(Array.from(values, value => Math.round(value / step)))
  bytes.set(name, HEAD_BYTES + 2 * values.length)
  return bytes
}

export function decodeActivations(stored: Uint8Array): ClipActivations {
  // A copy of its own: SQLite's bytes may lie where no int16 can begin.
  const { buffer } = new Uint8Array(stored)
  const head = new DataView(buffer)
  const [step, count, nameBytes] = [head.getFloat64(0, true), head.getUint32(8, true), head.getUint32(12, true)]
  const steps = new Int16Array(buffer, HEAD_BYTES, count)
  const values = new Float32Array(count)
  for (let i = 0; i < count; i++) values[i] = steps[i] * step
  return { layer: Buffer.from(buffer, HEAD_BYTES + 2 * count, nameBytes).toString('utf8'), values }
}
