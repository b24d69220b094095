/** A region is never shorter: it could not be heard, nor its ends be taken hold of. */
const SHORTEST_SEC = 0.005

interface Span {
  readonly startSec: number
  readonly endSec: number
}

/** The region with one end elsewhere; ends never pass each other. Times are kept to the tenth of a millisecond. */
export function movedEdge(region: Span, edge: keyof Span, sec: number): Span {
  const at = Number(Math.max(0, sec).toFixed(4))
  const { startSec, endSec } = region
  return edge === 'startSec'
    ? { startSec: Math.max(0, Math.min(at, endSec - SHORTEST_SEC)), endSec }
    : { startSec, endSec: Math.max(at, startSec + SHORTEST_SEC) }
}
