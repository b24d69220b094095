import type { Points } from './points'

export interface Nearest {
  /** Nearest first; places among the points searched. Int32 [queries x k] */
  readonly places: Int32Array
  /** Euclidean. Float64 [queries x k] */
  readonly distances: Float64Array
}

/**
 * The k nearest points of each query, exact; of equal distance the one of the lower place. Made for components in order of
 * variance: points are visited outwards along the first one, and a distance is given up as soon as it is too large.
 * @param isOwn the queries are the points: none is its own neighbour
 */
export function nearestPoints(
  queries: Points,
  points: Points,
  k: number,
  isOwn: boolean,
  onProgress: (share: number) => void = () => undefined,
): Nearest {
  const { values, count, size } = points
  const order = Int32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => values[a * size] - values[b * size] || a - b,
  )
  const sorted = new Float32Array(count * size)
  order.forEach((from, to) => sorted.set(values.subarray(from * size, (from + 1) * size), to * size))
  const places = new Int32Array(queries.count * k)
  const distances = new Float64Array(queries.count * k)
  const best = new Best(k)
  const own = new Float64Array(size)
  for (let query = 0; query < queries.count; query++) {
    own.set(queries.values.subarray(query * size, (query + 1) * size))
    best.clear()
    let below = lowerBound(sorted, size, own[0]) - 1
    let above = below + 1
    while (below >= 0 || above < count) {
      const down = below >= 0 ? own[0] - sorted[below * size] : Infinity
      const up = above < count ? sorted[above * size] - own[0] : Infinity
      if (Math.min(down, up) ** 2 > best.limit) break
      const at = down <= up ? below-- : above++
      if (isOwn && order[at] === query) continue
      const squared = distanceUpTo(own, sorted, at * size, best.limit)
      if (squared <= best.limit) best.offer(squared, order[at])
    }
    places.set(best.places, query * k)
    for (let i = 0; i < k; i++) distances[query * k + i] = Math.sqrt(best.squared[i])
    if (query % 256 === 0) onProgress(query / queries.count)
  }
  return { places, distances }
}

/** Squared; more than `limit` where it is more, whatever it is then. */
function distanceUpTo(own: Float64Array, values: Float32Array, at: number, limit: number): number {
  let sum = 0
  for (let k = 0; k < own.length;) {
    const end = Math.min(own.length, k + 8)
    for (; k < end; k++) {
      const difference = own[k] - values[at + k]
      sum += difference * difference
    }
    if (sum > limit) return sum
  }
  return sum
}

/** The k smallest, in order. */
class Best {
  readonly squared: Float64Array
  readonly places: Int32Array

  constructor(private readonly k: number) {
    this.squared = new Float64Array(k)
    this.places = new Int32Array(k)
  }

  get limit(): number {
    return this.squared[this.k - 1]
  }

  clear(): void {
    this.squared.fill(Infinity)
    this.places.fill(-1)
  }

  offer(squared: number, place: number): void {
    const isBefore = (i: number): boolean =>
      squared < this.squared[i] || (squared === this.squared[i] && (this.places[i] < 0 || place < this.places[i]))
    let at = this.k - 1
    if (!isBefore(at)) return
    for (; at > 0 && isBefore(at - 1); at--) {
      this.squared[at] = this.squared[at - 1]
      this.places[at] = this.places[at - 1]
    }
    this.squared[at] = squared
    this.places[at] = place
  }
}

/** First row whose first value is not below. */
function lowerBound(sorted: Float32Array, size: number, value: number): number {
  let [low, high] = [0, sorted.length / size]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle * size] < value) low = middle + 1
    else high = middle
  }
  return low
}
