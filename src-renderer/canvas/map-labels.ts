import type { MapLabel } from './draw-clip-map'
import { extentOf } from './map-camera'

/** More words than these would only lie over each other. */
const MOST_LABELS = 12
/** A word of fewer clips has no place of its own. */
const LEAST_CLIPS = 3
/** Half of the word's clips within this part of the map's width: else they are scattered, and the word has no place. */
const NEAR_PART = 0.12
const NEAR_SHARE = 0.5

/** Each word above the place where most of its clips lie together; words whose clips are scattered have none. */
export function mapLabels(
  xs: Float32Array,
  ys: Float32Array,
  values: Float32Array,
  words: readonly string[],
  matches: Float32Array,
): MapLabel[] {
  if (words.length > MOST_LABELS) return []
  const { minX, maxX, minY, maxY } = extentOf(xs, ys)
  const reach = NEAR_PART * Math.max(maxX - minX, maxY - minY)
  const points = words.map((): number[] => [])
  for (let point = 0; point < values.length; point++) if (matches[point] === 1) points[values[point]]?.push(point)
  return words.flatMap((text, place) => {
    const own = points[place]
    const [x, y] = [xs, ys].map(axis => quantile(own, axis, 0.5))
    const near = own.filter(point => Math.hypot(xs[point] - x, ys[point] - y) <= reach)
    const isPlace = near.length >= LEAST_CLIPS && near.length >= NEAR_SHARE * own.length
    return isPlace ? { text, x: quantile(near, xs, 0.5), y: quantile(near, ys, 0.9) } : []
  })
}

function quantile(points: readonly number[], axis: Float32Array, share: number): number {
  return Float32Array.from(points, point => axis[point]).sort()[Math.round(share * (points.length - 1))]
}
