import { describe, expect, it } from 'vitest'
import { newClipMapSchema, type NewClipMap } from '#contracts/clip-map'
import { judgeLayout } from '#engine/clip-maps/judge-layout'
import { layOutClips, type ClipLayout } from '#engine/clip-maps/lay-out-clips'
import { nearestPoints } from '#engine/clip-maps/nearest-points'
import { placeBetween } from '#engine/clip-maps/place-between'
import { pick, squaredDistance, type Points } from '#engine/clip-maps/points'
import { createRandom } from '#engine/stats/random'
import { codeOf } from '../../helpers/error-code'
import { golden, goldenPoints, rowsOf } from './golden'

const points2d = (...places: number[]): Points => ({
  values: Float32Array.from(places),
  count: places.length / 2,
  size: 2,
})
const layOut = (points: Points, asked: NewClipMap): ClipLayout =>
  layOutClips(() => rowsOf(points), points.size, newClipMapSchema.parse(asked))

/** Groups far from each other in some dimensions: `each` points a group. */
function groups(count: number, each: number, size: number, seed: number): Points {
  const random = createRandom(seed)
  const centres = Array.from({ length: count * size }, () => 12 * random.normal())
  const values = Float32Array.from(
    { length: count * each * size },
    (_, at) => centres[(Math.floor(at / size) % count) * size + (at % size)] + random.normal(),
  )
  return { values, count: count * each, size }
}

describe('engine/clip-maps, neighbours', () => {
  it('engine/clip-maps - the nearest points and their distances are scikit-learn’s', () => {
    const { places, distances } = nearestPoints(goldenPoints, goldenPoints, 7, true)
    expect([...places]).toEqual(golden.nearest.indices)
    distances.forEach((distance, i) => expect(distance).toBeCloseTo(golden.nearest.distances[i], 3))
  })

  it('engine/clip-maps - what is skipped on the way changes nothing: the same as every distance looked at', () => {
    const points = groups(3, 40, 20, 5)
    const queries = groups(3, 7, 20, 6)
    const { places } = nearestPoints(queries, points, 4, false)
    for (let query = 0; query < queries.count; query++) {
      const all = Array.from({ length: points.count }, (_, other) => squaredDistance(queries, query, points, other))
      const order = [...all.keys()].sort((a, b) => all[a] - all[b] || a - b)
      expect([...places.subarray(query * 4, query * 4 + 4)]).toEqual(order.slice(0, 4))
    }
  })

  it('engine/clip-maps - of points at one place the first come first; none is its own neighbour', () => {
    const same = points2d(1, 1, 1, 1, 1, 1, 5, 5)
    expect([...nearestPoints(same, same, 2, true).places]).toEqual([1, 2, 0, 2, 0, 1, 0, 1])
    expect([...nearestPoints(same, same, 2, false).places.subarray(0, 2)]).toEqual([0, 1])
  })

  it('engine/clip-maps - a point beside fitted ones lies where they lie, one between two groups with the nearer', () => {
    const fitted = points2d(0, 0, 0, 1, 10, 0, 10, 1)
    const map = Float32Array.of(-5, -5, -5, -4, 5, 5, 5, 6)
    const placed = placeBetween(points2d(0, 0.5, 9.9, 0), fitted, map, 2, () => undefined)
    expect([...placed.subarray(0, 2)]).toEqual([-5, -4.5])
    expect(placed[2]).toBeCloseTo(5, 6)
    expect(placed[3]).toBeGreaterThan(5)
    expect(placed[3]).toBeLessThan(5.5)
  })
})

describe('engine/clip-maps, judging', () => {
  it('engine/clip-maps - trustworthiness is scikit-learn’s', () => {
    for (const map of golden.maps) {
      const layout = points2d(...map.places)
      for (const [k, expected] of Object.entries(map.trustworthiness)) {
        const options = { neighbours: Number(k), sample: 1000, seed: 1 }
        expect(judgeLayout(goldenPoints, layout, options)!.trustworthiness).toBeCloseTo(expected, 9)
      }
    }
  })

  it('engine/clip-maps - a map like the space itself is trusted whole; too few points say nothing', () => {
    const flat = groups(2, 30, 2, 1)
    expect(judgeLayout(flat, flat, { neighbours: 15, sample: 1000, seed: 1 })).toEqual({
      ...{ neighbours: 15, clips: 60, trustworthiness: 1, kept: 1 },
    })
    expect(judgeLayout(flat, flat, { neighbours: 100, sample: 1000, seed: 1 })!.neighbours).toBe(29)
    const two = points2d(0, 0, 1, 1)
    expect(judgeLayout(two, two, { neighbours: 15, sample: 1000, seed: 1 })).toBeNull()
  })

  it('engine/clip-maps - of many points a part is drawn: near the whole’s value', () => {
    const layout = points2d(...golden.maps[0].places)
    const judged = judgeLayout(goldenPoints, layout, { neighbours: 15, sample: 60, seed: 4 })!
    expect(judged.clips).toBe(60)
    expect(Math.abs(judged.trustworthiness - golden.maps[0].trustworthiness['15'])).toBeLessThan(0.03)
  })
})

describe('engine/clip-maps, layouts', () => {
  it('engine/clip-maps - pca: the first two components, with their parts of the variance', () => {
    const { places, facts } = layOut(goldenPoints, { method: 'pca' })
    expect(facts).toMatchObject({ size: golden.size, components: golden.size, fitted: golden.rows })
    expect(facts.keptVariance).toBeCloseTo(1, 9)
    facts.axisVariance!.forEach((share, axis) => expect(share).toBeCloseTo(golden.pca.shares[axis], 6))
    for (const axis of [0, 1]) {
      const theirs = Array.from({ length: golden.rows }, (_, row) => golden.pca.places[row * 6 + axis])
      const sign = Math.sign(places[axis] * theirs[0])
      const spread = Math.sqrt(golden.pca.variances[axis])
      theirs.forEach((value, row) =>
        expect(Math.abs(places[2 * row + axis] - sign * value)).toBeLessThan(1e-3 * spread),
      )
    }
  })

  it('engine/clip-maps - umap: groups stay together and apart, and the seed decides', () => {
    const points = groups(4, 40, 24, 2)
    const first = layOut(points, { seed: 7 })
    const near = nearestPoints(points2d(...first.places), points2d(...first.places), 10, true)
    const isSame = Array.from(near.places, (place, i) => place % 4 === Math.floor(i / 10) % 4)
    expect(isSame.filter(Boolean).length / isSame.length).toBeGreaterThan(0.99)
    expect(first.facts.judged!.trustworthiness).toBeGreaterThan(0.9)
    expect(first.facts).toMatchObject({ fitted: 160, components: 24, axisVariance: null })
    expect(layOut(points, { seed: 7 }).places).toEqual(first.places)
    expect(layOut(points, { seed: 8 }).places).not.toEqual(first.places)
  })

  it('engine/clip-maps - few clips, clips that are all alike, more neighbours than clips', async () => {
    expect(await codeOf(() => layOut(pick(goldenPoints, [0, 1, 2]), {}))).toBe('bad-option')
    const alike: Points = { values: new Float32Array(6 * 4).fill(2), count: 6, size: 4 }
    const flat = layOut(alike, { method: 'pca' })
    expect(flat.facts).toMatchObject({ keptVariance: null, axisVariance: null })
    expect(flat.places.every(value => value === 0)).toBe(true)
    expect(layOut(alike, { neighbours: 50 }).places.every(Number.isFinite)).toBe(true)
    expect([...layOut(pick(goldenPoints, [0]), { method: 'pca' }).places]).toEqual([0, 0])
  })
})
