import { divergingMaps } from './color-maps'
import type { DivergingMapName } from './color-maps'
import { contourLines } from './contours'
import type { Contour } from './contours'
import { magnitudeAt } from './matrix-image'

/** Without a threshold of its own, the lowest contour is around the strongest tenth. */
const CONTOURED_FROM = 0.9
/** Of what lies above the lowest contour, what lies above the others. */
const CONTOUR_PARTS = [1, 0.5, 0.1]

/** The shares of bins, weakest first, that the contours leave outside: 0.9, 0.95 and 0.99. */
export function contourShares(threshold: number): number[] {
  const rest = 1 - (threshold || CONTOURED_FROM)
  return CONTOUR_PARTS.map(part => 1 - part * rest)
}

/** Lines around what stands out in a map [mels x frames], for it and against it. */
export function contoursOf(data: Float32Array, mels: number, frames: number, threshold: number): Contour[] {
  return contourShares(threshold).flatMap((share, i) => {
    const level = magnitudeAt(data, share)
    if (level === 0) return []
    const strength = (i + 1) / CONTOUR_PARTS.length
    return [level, -level].map(signed => ({ lines: contourLines(data, mels, frames, signed), strength }))
  })
}

/** Of the profile of positive saliency; darker on light ground: a pale orange line would not be seen. */
export function profileColors(
  map: DivergingMapName,
  isDark: boolean,
): { readonly fill: string; readonly line: string } {
  const supports = divergingMaps[map].supports
  const line = (isDark ? supports : supports.map(one => Math.round(0.8 * one))).join(', ')
  return { fill: `rgba(${line}, ${isDark ? 0.35 : 0.22})`, line: `rgb(${line})` }
}
