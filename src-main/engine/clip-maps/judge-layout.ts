import { createRandom, shuffled } from '#engine/stats/random'
import { nearestPoints } from './nearest-points'
import { pick, squaredDistance, type Points } from './points'

export interface LayoutJudgement {
  readonly neighbours: number
  /** Points whose neighbours were looked at. */
  readonly clips: number
  readonly trustworthiness: number
  readonly kept: number
}

/**
 * How far neighbours on a map are neighbours in the space that it shows: trustworthiness [venna2001], 1 less a penalty
 * for each of the k nearest on the map that grows with how far down it stands among the space's; and the part of them
 * that are among the k nearest there. Of more than `sample` points, so many are drawn: then both are estimates.
 * @returns null: too few points to say
 */
export function judgeLayout(
  space: Points,
  map: Points,
  { neighbours, sample, seed }: { readonly neighbours: number; readonly sample: number; readonly seed: number },
  onProgress: (share: number) => void = () => undefined,
): LayoutJudgement | null {
  const n = space.count
  // Beyond half of the points the measure is not normalised.
  const k = Math.min(neighbours, Math.floor((n - 1) / 2))
  if (k < 1) return null
  const rows =
    n <= sample ? Uint32Array.from({ length: n }, (_, i) => i) : shuffled(n, createRandom(seed)).slice(0, sample)
  // One more: the point itself may be among them.
  const near = nearestPoints(pick(map, rows), map, k + 1, false)
  const distances = new Float64Array(n)
  let [penalty, kept] = [0, 0]
  rows.forEach((row, i) => {
    for (let other = 0; other < n; other++) distances[other] = squaredDistance(space, row, space, other)
    const found = [...near.places.subarray(i * (k + 1), (i + 1) * (k + 1))].filter(place => place !== row).slice(0, k)
    for (const place of found) {
      const rank = rankOf(distances, place, row)
      if (rank > k) penalty += rank - k
      else kept++
    }
    if (i % 16 === 0) onProgress(i / rows.length)
  })
  const worst = rows.length * k * (2 * n - 3 * k - 1)
  return {
    ...{ neighbours: k, clips: rows.length },
    trustworthiness: 1 - (2 * penalty) / worst,
    kept: kept / (rows.length * k),
  }
}

/** From 1: the nearest of all but the point itself. */
function rankOf(distances: Float64Array, place: number, own: number): number {
  const limit = distances[place]
  let closer = 0
  for (let other = 0; other < distances.length; other++)
    if (other !== own && (distances[other] < limit || (distances[other] === limit && other < place))) closer++
  return closer + 1
}
