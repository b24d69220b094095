import { divergingMaps } from './color-maps'
import type { DivergingMapName } from './color-maps'

/** Without a threshold of its own, this share of bins is left outside the outline. */
export const OUTLINED_FROM = 0.9

/** Of the profile of positive saliency; darker on light ground: a pale orange line would not be seen. */
export function profileColors(
  map: DivergingMapName,
  isDark: boolean,
): { readonly fill: string; readonly line: string } {
  const supports = divergingMaps[map].supports
  const line = (isDark ? supports : supports.map(one => Math.round(0.8 * one))).join(', ')
  return { fill: `rgba(${line}, ${isDark ? 0.35 : 0.22})`, line: `rgb(${line})` }
}
