/** Values kept for the next user: 32 MB. */
const MOST_KEPT = 1 << 23

const free: Float32Array[] = []

/** An array that no one else uses until it is given back. It holds what was left in it. */
export function takeBuffer(length: number): Float32Array {
  const fitting = free.findIndex(buffer => buffer.length >= length)
  const buffer = fitting < 0 ? new Float32Array(length) : free.splice(fitting, 1)[0]
  return buffer.subarray(0, length)
}

/**
 * Large arrays are used again: fresh memory must be mapped, cleared and collected, a tenth of occlusion's time.
 */
export function giveBack({ buffer }: Float32Array): void {
  free.push(new Float32Array(buffer))
  free.sort((a, b) => a.length - b.length)
  let kept = free.reduce((sum, { length }) => sum + length, 0)
  while (kept > MOST_KEPT || free.length > 4) kept -= (kept > MOST_KEPT ? free.pop()! : free.shift()!).length
}
