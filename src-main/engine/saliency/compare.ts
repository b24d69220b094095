import { zeros } from '#engine/base/matrix'
import { largest, pearson, spearman } from '#engine/stats/ranks'
import type { SaliencyMap } from './saliency'

export interface Agreement {
  /** Rank correlation over all bins; null where a map is flat. */
  readonly spearman: number | null
  readonly pearson: number | null
  /** Rank correlation of the time profiles, in strips. */
  readonly stripSpearman: number | null
  /** Share of the highest bins of one map that are among the highest of the other. */
  readonly binOverlap: number
  /** The same for the highest strips. */
  readonly stripOverlap: number
}

export interface AgreementSettings {
  /** Width of a strip of time. */
  readonly stripFrames: number
  /** @default 5 */
  readonly topStrips?: number
  /** Highest bins, as a share of all. @default 0.1 */
  readonly topBins?: number
}

/** How far two maps of one clip say the same. */
export function agreementOf(a: SaliencyMap, b: SaliencyMap, settings: AgreementSettings): Agreement {
  const { stripFrames, topStrips = 5, topBins = 0.1 } = settings
  const [stripsA, stripsB] = [strips(a, stripFrames), strips(b, stripFrames)]
  return {
    spearman: spearman(a.data, b.data),
    pearson: pearson(a.data, b.data),
    stripSpearman: spearman(stripsA, stripsB),
    binOverlap: overlap(a.data, b.data, Math.max(1, Math.round(topBins * a.data.length))),
    stripOverlap: overlap(stripsA, stripsB, Math.min(topStrips, stripsA.length)),
  }
}

/** What supports the target per frame: positive bins summed over mel bands. Float32 [frames] */
export function timeProfile(map: SaliencyMap): Float32Array {
  const profile = new Float32Array(map.cols)
  for (let i = 0; i < map.data.length; i++) profile[i % map.cols] += Math.max(map.data[i], 0)
  return profile
}

/**
 * What both maps point at: the geometric mean of their positive parts, each scaled to a sum of 1. Its windows are those
 * that neither method alone decides.
 */
export function inBoth(a: SaliencyMap, b: SaliencyMap): SaliencyMap {
  const shared = zeros(a.rows, a.cols)
  const [sumA, sumB] = [positiveSum(a), positiveSum(b)]
  if (sumA === 0 || sumB === 0) return shared
  for (let i = 0; i < shared.data.length; i++) {
    shared.data[i] = Math.sqrt((Math.max(a.data[i], 0) / sumA) * (Math.max(b.data[i], 0) / sumB))
  }
  return shared
}

/** First minus second, bin by bin: what speaks for one label rather than for another. */
export function difference(a: SaliencyMap, b: SaliencyMap): SaliencyMap {
  return { ...a, data: a.data.map((value, i) => value - b.data[i]) }
}

function strips(map: SaliencyMap, stripFrames: number): Float32Array {
  const profile = timeProfile(map)
  const sums = new Float32Array(Math.ceil(profile.length / stripFrames))
  profile.forEach((value, frame) => (sums[Math.floor(frame / stripFrames)] += value))
  return sums
}

function overlap(a: ArrayLike<number>, b: ArrayLike<number>, count: number): number {
  const ofB = new Set(largest(b, count))
  return largest(a, count).filter(index => ofB.has(index)).length / count
}

function positiveSum(map: SaliencyMap): number {
  return map.data.reduce((sum, value) => sum + Math.max(value, 0), 0)
}
