import { describe, expect, it } from 'vitest'
import { joined, pointsInside } from '../../src-renderer/canvas/lasso'
import { extentOf, fitCamera, keepInSight, panBy, toMap, toPx, zoomAt } from '../../src-renderer/canvas/map-camera'
import { mapLabels } from '../../src-renderer/canvas/map-labels'
import { MOST_NAMED, numberColors, pointLook, valueRange, wordLook } from '../../src-renderer/canvas/map-look'
import { nextPoint, pointIndex } from '../../src-renderer/canvas/point-index'
import { pointShapes, stampOf } from '../../src-renderer/canvas/point-shapes'
import { fillPicture, stampPoints } from '../../src-renderer/canvas/stamp-points'
import type { PointLook } from '../../src-renderer/canvas/stamp-points'
import { conditionWords, readConditions, selection, withCondition } from '../../src-renderer/text/conditions'

const of = (...values: number[]): Float32Array => Float32Array.from(values)
const size = { widthPx: 400, heightPx: 300 }

/** Sums that come to the same places on every machine. */
function scattered(count: number): { xs: Float32Array; ys: Float32Array } {
  let seed = 7
  const next = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  const values = Array.from({ length: 2 * count }, () => 20 * next() - 10)
  return { xs: Float32Array.from(values.slice(0, count)), ys: Float32Array.from(values.slice(count)) }
}

describe('renderer/map-camera', () => {
  it('renderer/map-camera - all points lie within the margin, up is up, and places come back', () => {
    const { xs, ys } = scattered(50)
    const camera = fitCamera(extentOf(xs, ys), size)
    for (const [i, x] of xs.entries()) {
      const [left, top] = toPx(camera, [x, ys[i]], size)
      expect(left).toBeGreaterThanOrEqual(28 - 1e-3)
      expect(left).toBeLessThanOrEqual(372 + 1e-3)
      expect(top).toBeGreaterThanOrEqual(28 - 1e-3)
      expect(top).toBeLessThanOrEqual(272 + 1e-3)
      const again = toMap(camera, [left, top], size)
      expect(again[0]).toBeCloseTo(x, 6)
      expect(again[1]).toBeCloseTo(ys[i], 6)
    }
    expect(toPx(camera, [0, 1], size)[1]).toBeLessThan(toPx(camera, [0, 0], size)[1])
    // One clip, and clips at one place.
    for (const few of [of(3), of(3, 3)])
      expect(toPx(fitCamera(extentOf(few, few), size), [3, 3], size)).toEqual([200, 150])
  })

  it('renderer/map-camera - zooming keeps the place under the pointer, within bounds', () => {
    const fitted = fitCamera({ minX: 0, maxX: 10, minY: 0, maxY: 10 }, size)
    const at = [50, 260] as const
    const before = toMap(fitted, at, size)
    const near = zoomAt(fitted, 3, at, size, fitted)
    expect(near.pxPerUnit).toBeCloseTo(3 * fitted.pxPerUnit, 9)
    toMap(near, at, size).forEach((value, axis) => expect(value).toBeCloseTo(before[axis], 9))
    expect(zoomAt(fitted, 1e9, at, size, fitted).pxPerUnit).toBe(400 * fitted.pxPerUnit)
    expect(zoomAt(fitted, 1e-9, at, size, fitted).pxPerUnit).toBe(fitted.pxPerUnit / 2)
    const [x, y] = toPx(panBy(near, 7, -4), before, size)
    expect([x, y].map(Math.round)).toEqual([57, 256])
    expect(keepInSight(near, before, size)).toEqual(near)
    const [left, top] = toPx(keepInSight(near, [1000, 1000], size), [1000, 1000], size)
    expect([left, top].map(Math.round)).toEqual([372, 28])
  })
})

describe('renderer/point-index', () => {
  it('renderer/point-index - the nearest is the nearest of all, whatever the cells', () => {
    const { xs, ys } = scattered(400)
    for (const cell of [0.3, 2, 50]) {
      const index = pointIndex(xs, ys, cell)
      for (const [x, y, reach] of [
        [0, 0, 1],
        [9.9, -9.9, 0.5],
        [3, 3, 40],
        [100, 0, 5],
      ]) {
        const distances = Array.from(xs, (value, i) => Math.hypot(value - x, ys[i] - y))
        const least = Math.min(...distances)
        expect(index.nearest(x, y, reach)).toBe(least <= reach ? distances.indexOf(least) : -1)
      }
      const [first] = [index.nearest(0, 0, 30)]
      expect(index.nearest(0, 0, 30, point => point !== first)).not.toBe(first)
    }
  })

  it('renderer/point-index - arrows go to the nearest ahead, rather straight than aside, and through points at one place', () => {
    const xs = of(0, 1, 2, 0, -3, 0, 0)
    const ys = of(0, 0.9, 0, 3, 0, 0, -1)
    const go = (from: number, direction: 'left' | 'right' | 'up' | 'down'): number =>
      nextPoint(xs, ys, from, direction, () => true)
    expect(go(5, 'right')).toBe(2)
    expect(go(5, 'up')).toBe(3)
    expect(go(5, 'down')).toBe(0)
    expect(go(0, 'down')).toBe(6)
    expect(go(0, 'left')).toBe(4)
    expect(go(0, 'right')).toBe(5)
    expect(go(4, 'left')).toBe(-1)
    expect(nextPoint(xs, ys, 5, 'right', point => point !== 2)).toBe(1)
  })
})

describe('renderer/lasso', () => {
  it('renderer/lasso - inside by the even-odd rule, of those that are meant', () => {
    const square = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
    ] as const
    const [xs, ys] = [of(1, 5, 3, -1, 2), of(1, 1, 3, 2, 5)]
    expect(pointsInside(square, xs, ys)).toEqual([0, 2])
    expect(pointsInside(square, xs, ys, point => point !== 0)).toEqual([2])
    expect(pointsInside(square.slice(0, 2), xs, ys)).toEqual([])
    // A notch: what lies in it is outside.
    const notched = [...square.slice(0, 2), [2, 2], ...square.slice(2)] as const
    expect(pointsInside(notched, of(3.5, 1), of(2, 2))).toEqual([1])
  })

  it('renderer/lasso - a stroke replaces, adds or removes', () => {
    expect([...joined([1, 2], [2, 3], 'replace')]).toEqual([2, 3])
    expect([...joined([1, 2], [2, 3], 'add')]).toEqual([1, 2, 3])
    expect([...joined([1, 2], [2, 3], 'remove')]).toEqual([1])
  })
})

describe('renderer/map-look', () => {
  const asked = {
    values: of(0, 1, NaN, 0, 2),
    words: ['a', 'b'],
    range: [0, 1] as const,
    matches: of(1, 1, 1, 0, 1),
    selected: null,
    isDark: false,
  }
  const rgbOf = ({ palette, colors }: PointLook, point: number): readonly number[] => palette[colors[point]].rgb

  it('renderer/map-look - words have colour and shape, those without one and others are grey, what is left out lies below', () => {
    const look = pointLook(asked)
    expect(rgbOf(look, 0)).toEqual(wordLook(0, false).rgb)
    expect(rgbOf(look, 1)).toEqual(wordLook(1, false).rgb)
    expect(rgbOf(look, 2)).toEqual(wordLook(null, false).rgb)
    expect(rgbOf(look, 4)).toEqual(wordLook(null, false).rgb)
    expect([...look.shapes].map(shape => pointShapes[shape])).toEqual([
      'circle',
      'square',
      'circle',
      'circle',
      'circle',
    ])
    expect([...look.order].toSorted()).toEqual([0, 1, 2, 3, 4])
    expect(look.order[0]).toBe(3)
  })

  it('renderer/map-look - with a selection the others are faint and lie below it', () => {
    const look = pointLook({ ...asked, selected: new Set([1]) })
    expect(look.order[4]).toBe(1)
    expect(look.palette[look.colors[0]].alpha).toBeLessThan(look.palette[look.colors[1]].alpha)
    expect(rgbOf(look, 0)).toEqual(wordLook(0, false).rgb)
  })

  it('renderer/map-look - every word up to the last named one differs in colour or shape', () => {
    for (const isDark of [false, true]) {
      const looks = Array.from({ length: MOST_NAMED }, (_, i) => JSON.stringify(wordLook(i, isDark)))
      expect(new Set(looks).size).toBe(MOST_NAMED)
      expect(wordLook(MOST_NAMED, isDark)).toEqual(wordLook(null, isDark))
    }
  })

  it('renderer/map-look - the first seven words, as many as emotions, each have a shape of their own', () => {
    const looks = Array.from({ length: 7 }, (_, i) => wordLook(i, false))
    expect(new Set(looks.map(({ shape }) => shape)).size).toBe(7)
    expect(new Set(looks.map(({ rgb }) => rgb.join())).size).toBe(7)
  })

  it('renderer/map-look - numbers run from the first to the last colour, one odd value fades nobody', () => {
    const values = Float32Array.from({ length: 1001 }, (_, i) => (i === 1000 ? 1e6 : i))
    const [low, high] = valueRange(values)
    expect([low, high]).toEqual([5, 995])
    const look = pointLook({ ...asked, values, words: null, range: [low, high], matches: values.map(() => 1) })
    const colors = numberColors(false)
    expect(rgbOf(look, 0)).toEqual(colors[0])
    expect(rgbOf(look, 1000)).toEqual(colors[colors.length - 1])
    expect(valueRange(of(NaN, NaN))).toEqual([0, 1])
    expect(valueRange(of(2, 2))).toEqual([2, 2])
  })

  it('renderer/map-labels - a word stands above most of its clips; rare and scattered ones and too many have none', () => {
    const xs = of(0, 1, 2, 3, 100, 5, 5)
    const ys = of(0, 1, 2, 3, 4, 9, 9)
    const labels = mapLabels(xs, ys, of(0, 0, 0, 0, 0, 1, 1), ['a', 'b'], of(1, 1, 1, 1, 1, 1, 1))
    expect(labels).toEqual([{ text: 'a', x: 2, y: 3 }])
    const apart = mapLabels(of(0, 50, 100, 0), of(0, 90, 10, 80), of(0, 0, 0, 0), ['a'], of(1, 1, 1, 1))
    expect(apart).toEqual([])
    const many = Array.from({ length: 13 }, (_, i) => `w${i}`)
    expect(mapLabels(xs, ys, of(0, 0, 0, 0, 0, 1, 1), many, of(1, 1, 1, 1, 1, 1, 1))).toEqual([])
  })
})

describe('renderer/stamp-points', () => {
  const picture = (width: number, height: number): { width: number; height: number; rgba: Uint8ClampedArray } => {
    const made = { width, height, rgba: new Uint8ClampedArray(4 * width * height) }
    fillPicture(made, [255, 255, 255])
    return made
  }
  const red = { rgb: [255, 0, 0] as const, alpha: 1 }
  const blue = { rgb: [0, 0, 255] as const, alpha: 1 }
  const look = (colors: number[], order: number[], palette = [red, blue]): PointLook => ({
    ...{
      palette,
      colors: Uint8Array.from(colors),
      shapes: new Uint8Array(colors.length),
      order: Uint32Array.from(order),
    },
  })
  const camera = { x: 0, y: 0, pxPerUnit: 1 }
  const at = ({ width, rgba }: ReturnType<typeof picture>, column: number, row: number): number[] => [
    ...rgba.subarray(4 * (row * width + column), 4 * (row * width + column) + 4),
  ]

  it('renderer/stamp-points - a shape covers its area, round its middle', () => {
    for (const shape of pointShapes) {
      const { reach, cover } = stampOf(shape, 8)
      const area = cover.reduce((sum, part) => sum + part, 0)
      expect(area / (Math.PI * 64)).toBeGreaterThan(0.85)
      expect(area / (Math.PI * 64)).toBeLessThan(1.15)
      expect(cover[reach * (2 * reach + 1) + reach]).toBe(1)
    }
    const circle = stampOf('circle', 10).cover.reduce((sum, part) => sum + part, 0)
    expect(circle / (Math.PI * 100)).toBeCloseTo(1, 1)
  })

  it('renderer/stamp-points - as small as points of a thousand clips are, any two shapes differ in a good part of their ink', () => {
    const stamps = pointShapes.map(shape => stampOf(shape, 3.6))
    stamps.forEach(({ cover: one }, i) =>
      stamps.slice(i + 1).forEach(({ cover: other }, j) => {
        const apart = one.reduce((sum, part, at) => sum + Math.abs(part - other[at]), 0)
        const ink = one.reduce((sum, part) => sum + part, 0)
        expect(apart / ink, `${pointShapes[i]} and ${pointShapes[i + 1 + j]}`).toBeGreaterThan(0.15)
      }),
    )
  })

  it('renderer/stamp-points - points lie where the camera sees them, the last uppermost, and end at the border', () => {
    const stamps = pointShapes.map(shape => stampOf(shape, 2))
    const made = picture(20, 10)
    stampPoints(made, of(0, 0, 9, 50), of(0, 0, 4, 0), look([0, 1, 0, 0], [0, 1, 2, 3]), camera, stamps)
    expect(at(made, 10, 5)).toEqual([0, 0, 255, 255])
    expect(at(made, 19, 1)).toEqual([255, 0, 0, 255])
    expect(at(made, 0, 1)).toEqual([255, 255, 255, 255])
    expect(at(made, 14, 5)).toEqual([255, 255, 255, 255])
    const under = picture(20, 10)
    stampPoints(under, of(0, 0), of(0, 0), look([0, 1], [1, 0]), camera, stamps)
    expect(at(under, 10, 5)).toEqual([255, 0, 0, 255])
  })

  it('renderer/stamp-points - a faint point lets the ground through', () => {
    const made = picture(9, 9)
    const faint = [{ rgb: [255, 0, 0] as const, alpha: 0.5 }]
    stampPoints(made, of(0), of(0), look([0], [0], faint), camera, [stampOf('circle', 2)])
    const [, green] = at(made, 5, 5)
    expect(Math.abs(green - 127)).toBeLessThanOrEqual(1)
  })
})

describe('renderer/conditions, clips chosen by hand', () => {
  it('renderer/conditions - are one condition, said in words, and read back from an address', () => {
    const chosen = selection({ id: 'abc', clips: 1234 })
    expect(conditionWords(chosen, undefined)).toBe('1,234 clips from the map')
    expect(readConditions(JSON.stringify([chosen]))).toEqual([chosen])
    expect(readConditions(JSON.stringify([{ kind: 'selection', column: 'selection', id: 'abc' }]))).toEqual([])
    const next = selection({ id: 'def', clips: 1 })
    expect(withCondition([chosen], 'selection', next)).toEqual([next])
    expect(conditionWords(next, undefined)).toBe('1 clip from the map')
  })
})
