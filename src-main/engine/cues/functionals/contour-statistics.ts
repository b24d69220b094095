import { percentile } from '../percentile'
import type { Extremum } from './contour-peaks'
import { slopeStatistics } from './contour-slopes'
import { moments } from './moments'
import type { Named } from './named'

/** The ten functionals of a contour (pitch, loudness): moments, percentiles, the distance between p20 and p80, slopes. */
export function contourStatistics(prefix: string, contour: Float32Array, peaks: readonly Extremum[]): Named[] {
  const sorted = contour.toSorted()
  const at = (p: number) => (sorted.length === 0 ? 0 : percentile(sorted, p))
  return [
    ...moments(prefix, contour),
    [`${prefix}_percentile20.0`, at(0.2)],
    [`${prefix}_percentile50.0`, at(0.5)],
    [`${prefix}_percentile80.0`, at(0.8)],
    [`${prefix}_pctlrange0-2`, at(0.8) - at(0.2)],
    ...slopeStatistics(prefix, contour, peaks),
  ]
}
