import { UMAP } from 'umap-js'
import { createRandom } from '#engine/stats/random'
import type { Nearest } from './nearest-points'
import type { Points } from './points'

/** Half of the width that the first places are spread over, as the method's own authors do. */
const START_REACH = 10

/**
 * UMAP [mcinnes2018] from exact neighbours, begun at the first two components: the same seed gives the same map.
 * @param nearest neighbours of each point, without itself; @returns Float32 [count x 2]
 */
export function umapLayout(
  points: Points,
  nearest: Nearest,
  { seed, minDist }: { readonly seed: number; readonly minDist: number },
  onProgress: (share: number) => void = () => undefined,
): Float32Array {
  const random = createRandom(seed)
  const k = nearest.places.length / points.count
  const umap = new UMAP({ nComponents: 2, nNeighbors: k + 1, minDist, random: () => random.uniform() })
  // UMAP counts a point as its own first neighbour.
  const rows = Array.from({ length: points.count }, (_, row) => row)
  umap.setPrecomputedKNN(
    rows.map(row => [row, ...nearest.places.subarray(row * k, (row + 1) * k)]),
    rows.map(row => [0, ...nearest.distances.subarray(row * k, (row + 1) * k)]),
  )
  const epochs = umap.initializeFit(
    rows.map(row => [...points.values.subarray(row * points.size, (row + 1) * points.size)]),
  )
  const places = umap.getEmbedding()
  const largest = rows.reduce((most, row) => Math.max(most, ...start(points, row).map(Math.abs)), 0) || 1
  // Its own start is random: the whole would then be arranged by chance, not only turned.
  for (const row of rows)
    start(points, row).forEach(
      (value, axis) => (places[row][axis] = (START_REACH * value) / largest + 1e-4 * random.normal()),
    )
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step()
    onProgress((epoch + 1) / epochs)
  }
  return Float32Array.from(umap.getEmbedding().flat())
}

/** The first two components; 0 where there is one only. */
function start({ values, size }: Points, row: number): [number, number] {
  return [values[row * size], size > 1 ? values[row * size + 1] : 0]
}
