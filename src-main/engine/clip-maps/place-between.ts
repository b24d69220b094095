import { nearestPoints } from './nearest-points'
import type { Points } from './points'

/**
 * Places for points that a map was not fitted to: between their k nearest fitted ones, of which the nearest counts most.
 * @param map of the fitted points, Float32 [fitted x 2]; @returns Float32 [points x 2]
 */
export function placeBetween(
  points: Points,
  fitted: Points,
  map: Float32Array,
  k: number,
  onProgress: (share: number) => void,
): Float32Array {
  const { places, distances } = nearestPoints(points, fitted, k, false, onProgress)
  const placed = new Float32Array(2 * points.count)
  for (let row = 0; row < points.count; row++) {
    const at = row * k
    // Distances beyond the nearest one, by their mean, as UMAP weighs neighbours.
    let reach = 0
    for (let i = 0; i < k; i++) reach += (distances[at + i] - distances[at]) / k
    let [x, y, total] = [0, 0, 0]
    for (let i = 0; i < k; i++) {
      const weight = reach > 0 ? Math.exp(-(distances[at + i] - distances[at]) / reach) : 1
      x += weight * map[2 * places[at + i]]
      y += weight * map[2 * places[at + i] + 1]
      total += weight
    }
    placed[2 * row] = x / total
    placed[2 * row + 1] = y / total
  }
  return placed
}
