/**
 * A map of clips: where each lies so that clips that the model sees alike lie together.
 *
 * Steps: activations -> principal components (at most 50) -> the first two of them (pca), or UMAP of all of them. More
 * clips than UMAP is fitted to are placed between their nearest fitted ones. Then the map is judged by its neighbours.
 */
import type { ClipMapQuestion, MapFacts, MapStep } from '#contracts/clip-map'
import { CueScopeError } from '#engine/base/errors'
import { principalComponents, project } from '#engine/stats/principal-components'
import { createRandom, shuffled } from '#engine/stats/random'
import { judgeLayout } from './judge-layout'
import { nearestPoints } from './nearest-points'
import { placeBetween } from './place-between'
import { pick, type Points } from './points'
import { umapLayout } from './umap-layout'

/** Nearest neighbours mean little in more dimensions, and cost more. */
const COMPONENTS = 50
/** UMAP of as many clips takes a minute; of more, it is fitted to a part. */
const FITTED_WHOLE = 20_000
const FITTED_PART = 10_000
const JUDGED = 1000
const JUDGED_NEIGHBOURS = 15
/** Neighbours that the others are placed between: few, for a mean of many lies between groups. */
const PLACED_BY = 5

export type OnStep = (step: MapStep, share: number) => void

export interface ClipLayout {
  /** Float32 [clips x 2] */
  readonly places: Float32Array
  readonly facts: MapFacts
}

/** @param rows activations of every clip, read as often as needed @throws CueScopeError too few clips */
export function layOutClips(
  rows: () => Iterable<Float32Array>,
  size: number,
  question: ClipMapQuestion,
  onStep: OnStep = () => undefined,
): ClipLayout {
  onStep('components', 0)
  const components = principalComponents(rows, size, COMPONENTS)
  const { count, variances, totalVariance } = components
  onStep('components', 0.5)
  const points: Points = { values: project(components, rows), count: components.rows, size: count }
  const { places, fitted } = question.method === 'pca' ? flat(points) : laidOut(points, question, onStep)
  const map = { values: places, count: points.count, size: 2 }
  onStep('checking', 0)
  const judging = { neighbours: JUDGED_NEIGHBOURS, sample: JUDGED, seed: question.seed }
  const judged = judgeLayout(points, map, judging, share => onStep('checking', share))
  const partOf = (variance: number): number => variance / totalVariance
  const isFlat = totalVariance === 0
  return {
    places,
    facts: {
      ...{ size, components: count, fitted, judged },
      keptVariance: isFlat ? null : Math.min(1, partOf(variances.reduce((sum, value) => sum + value, 0))),
      axisVariance: question.method === 'umap' || isFlat ? null : [...variances.slice(0, 2)].map(partOf),
    },
  }
}

/** The first two components. */
function flat({ values, count, size }: Points): { places: Float32Array; fitted: number } {
  const places = new Float32Array(2 * count)
  for (let row = 0; row < count; row++)
    for (let axis = 0; axis < Math.min(2, size); axis++) places[2 * row + axis] = values[row * size + axis]
  return { places, fitted: count }
}

function laidOut(
  points: Points,
  { seed, neighbours, minDist }: ClipMapQuestion,
  onStep: OnStep,
): { places: Float32Array; fitted: number } {
  const { count } = points
  if (count < 4) throw new CueScopeError('bad-option', `UMAP needs at least 4 clips; there are ${count}. Take PCA.`)
  const isWhole = count <= FITTED_WHOLE
  const fittedRows = isWhole ? null : shuffled(count, createRandom(seed)).slice(0, FITTED_PART).sort()
  const fitted = fittedRows === null ? points : pick(points, fittedRows)
  const k = Math.min(neighbours, fitted.count - 2)
  const nearest = nearestPoints(fitted, fitted, k, true, share => onStep('neighbours', share))
  const own = umapLayout(fitted, nearest, { seed, minDist }, share => onStep('layout', share))
  if (fittedRows === null) return { places: own, fitted: count }
  const places = placeBetween(points, fitted, own, PLACED_BY, share => onStep('placing', share))
  fittedRows.forEach((row, i) => places.set(own.subarray(2 * i, 2 * i + 2), 2 * row))
  return { places, fitted: fitted.count }
}
