/** A region is never shorter: it could not be heard, nor its ends be taken hold of. */
const SHORTEST_SEC = 0.005
/** Nor lower: a box has a height. */
const LOWEST_BAND_HZ = 1

export interface Span {
  readonly startSec: number
  readonly endSec: number
}
/** What of a region is moved. */
export type SpanPart = 'whole' | keyof Span

/** Times are kept to the tenth of a millisecond. */
const kept = (sec: number): number => Number(sec.toFixed(4))

/** The region with one end elsewhere; ends never pass each other, nor leave the clip. */
export function movedEdge(region: Span, edge: keyof Span, sec: number, durationSec: number): Span {
  const at = kept(Math.min(durationSec, Math.max(0, sec)))
  const { startSec, endSec } = region
  return edge === 'startSec'
    ? { startSec: Math.max(0, Math.min(at, endSec - SHORTEST_SEC)), endSec }
    : { startSec, endSec: Math.min(durationSec, Math.max(at, startSec + SHORTEST_SEC)) }
}

/** The region as a whole elsewhere: as long as it was, and no further than the clip goes. */
export function movedWhole(region: Span, bySec: number, durationSec: number): Span {
  const lengthSec = region.endSec - region.startSec
  const latestSec = Math.max(0, durationSec - lengthSec)
  const startSec = Math.min(latestSec, Math.max(0, kept(region.startSec + bySec)))
  return { startSec, endSec: Math.min(durationSec, startSec + lengthSec) }
}

/** @param bySec negative: to the left */
export function movedBy(region: Span, part: SpanPart, bySec: number, durationSec: number): Span {
  if (part === 'whole') return movedWhole(region, bySec, durationSec)
  return movedEdge(region, part, region[part] + bySec, durationSec)
}

export interface Band {
  /** Both null: all frequencies. */
  readonly lowHz: number | null
  readonly highHz: number | null
}

/**
 * The box with one limit elsewhere; limits never pass each other, nor leave the clip. A first limit makes a box of what had
 * none, with the other limit at the end of the clip's band.
 *
 * @param hz null: all frequencies
 * @param mostHz half the sample rate
 */
export function movedLimit({ lowHz, highHz }: Band, limit: keyof Band, hz: number | null, mostHz: number): Band {
  if (hz === null) return { lowHz: null, highHz: null }
  const low = lowHz ?? 0
  const high = highHz ?? mostHz
  return limit === 'lowHz'
    ? { lowHz: Math.max(0, Math.min(hz, high - LOWEST_BAND_HZ)), highHz: high }
    : { lowHz: low, highHz: Math.min(mostHz, Math.max(hz, low + LOWEST_BAND_HZ)) }
}
