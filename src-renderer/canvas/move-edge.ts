import type { TimeBox } from './time-box'

export type TimeEdge = 'startSec' | 'endSec'
export type PitchEdge = 'lowHz' | 'highHz'

/** A selection is never shorter or lower than this. */
const [LEAST_SEC, LEAST_HZ] = [1e-3, 1]

/** The box with one edge elsewhere: inside the clip, and not past the other edge. */
export function withTimeEdge(box: TimeBox, edge: TimeEdge, sec: number, durationSec: number): TimeBox {
  return edge === 'startSec'
    ? { ...box, startSec: Math.max(0, Math.min(sec, box.endSec - LEAST_SEC)) }
    : { ...box, endSec: Math.min(durationSec, Math.max(sec, box.startSec + LEAST_SEC)) }
}

export function withPitchEdge(box: TimeBox, edge: PitchEdge, hz: number): TimeBox {
  const { lowHz, highHz } = box
  if (lowHz === null || highHz === null) return box
  return edge === 'lowHz'
    ? { ...box, lowHz: Math.max(0, Math.min(hz, highHz - LEAST_HZ)) }
    : { ...box, highHz: Math.max(hz, lowHz + LEAST_HZ) }
}

const STEPS_SEC = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]

/** How far a key moves the playhead where so much is seen: a tenth of that, as a round time, and a tenth of a second at most. */
export function hopSec(seenSec: number): number {
  return STEPS_SEC.findLast(step => step <= seenSec / 10) ?? STEPS_SEC[0]
}

/** How far a key moves an edge: a round time that is seen as at least two pixels; one sample where a pixel is one. */
export function nudgeSec(pxPerSec: number, sampleSec = 0): number {
  if (sampleSec * pxPerSec >= 0.999) return sampleSec
  return STEPS_SEC.find(step => step * pxPerSec >= 2) ?? STEPS_SEC[STEPS_SEC.length - 1]
}
