/**
 * Colours of points on a map. Categories: the hues of Okabe and Ito [okabe2008], which colour-blind eyes tell apart, a
 * little darker on light ground and lighter on dark, with shapes beside them; numbers: viridis, but for its ends that
 * the ground swallows.
 */
import { colorTable } from './color-maps'
import type { Rgb } from './color-maps'
import { pointShapes } from './point-shapes'
import type { PointLook } from './stamp-points'

const hues: Readonly<Record<'light' | 'dark', readonly Rgb[]>> = {
  light: [
    [0, 114, 178],
    [213, 94, 0],
    [0, 142, 104],
    [190, 95, 150],
    [214, 145, 0],
    [60, 158, 212],
    [128, 118, 0],
  ],
  dark: [
    [70, 155, 222],
    [238, 122, 52],
    [32, 190, 146],
    [222, 146, 190],
    [240, 176, 44],
    [138, 208, 247],
    [238, 226, 82],
  ],
}
const quiet: Readonly<Record<'light' | 'dark', { readonly off: Rgb; readonly none: Rgb }>> = {
  light: { off: [214, 216, 222], none: [128, 132, 144] },
  dark: { off: [56, 58, 66], none: [134, 138, 150] },
}

/** Words told apart by hue and shape, the first seven by both; further ones are shown as others. */
export const MOST_NAMED = 28
const LEVELS = 64
/** The part of viridis that stands out from the ground. */
const RANGE = { light: [0, 0.88], dark: [0.16, 1] } as const

export interface WordLook {
  readonly rgb: Rgb
  readonly shape: (typeof pointShapes)[number]
}

/** Of the n-th word; null: of those without one, and of others. */
export function wordLook(place: number | null, isDark: boolean): WordLook {
  const theme = isDark ? 'dark' : 'light'
  if (place === null || place >= MOST_NAMED) return { rgb: quiet[theme].none, shape: 'circle' }
  return { rgb: hues[theme][place % hues[theme].length], shape: pointShapes[place % pointShapes.length] }
}

/** Colours of numbers from the lowest to the highest. */
export function numberColors(isDark: boolean): readonly Rgb[] {
  const table = colorTable('viridis')
  const [from, to] = RANGE[isDark ? 'dark' : 'light']
  return Array.from({ length: LEVELS }, (_, level) => {
    const at = 3 * Math.round(255 * (from + ((to - from) * level) / (LEVELS - 1)))
    return [table[at], table[at + 1], table[at + 2]]
  })
}

export interface LookQuestion {
  /** Numbers, or places of words; NaN: none. Float32 [points] */
  readonly values: Float32Array
  /** Null: numbers. */
  readonly words: readonly string[] | null
  /** Numbers: what is shown by the first and the last colour. */
  readonly range: readonly [number, number]
  /** 1: the filter leaves the clip. Float32 [points] */
  readonly matches: Float32Array
  /** Null: nothing is selected. */
  readonly selected: ReadonlySet<number> | null
  readonly isDark: boolean
}

const DIM = 0.28

/** What is left out is grey and lies below; with a selection, what is not in it is faint. */
export function pointLook({ values, words, range, matches, selected, isDark }: LookQuestion): PointLook {
  const theme = isDark ? 'dark' : 'light'
  const count = values.length
  const own = words === null ? numberColors(isDark) : words.slice(0, MOST_NAMED).map((_, i) => wordLook(i, isDark).rgb)
  const full = count > 20_000 ? 0.75 : 0.92
  const bright = [...own, quiet[theme].none]
  const palette = [
    ...bright.map(rgb => ({ rgb, alpha: full })),
    ...bright.map(rgb => ({ rgb, alpha: DIM })),
    { rgb: quiet[theme].off, alpha: 0.8 },
  ]
  const [none, off] = [bright.length - 1, palette.length - 1]
  const colors = new Uint8Array(count)
  const shapes = new Uint8Array(count)
  const layers = new Uint8Array(count)
  const [low, high] = range
  for (let point = 0; point < count; point++) {
    const value = values[point]
    const place = Number.isNaN(value)
      ? none
      : words !== null
        ? Math.min(value, none)
        : Math.round((LEVELS - 1) * Math.min(1, Math.max(0, high > low ? (value - low) / (high - low) : 0.5)))
    if (words !== null && place < none) shapes[point] = place % pointShapes.length
    const isOff = matches[point] !== 1
    const isDim = selected !== null && !selected.has(point)
    layers[point] = isOff ? 0 : isDim ? 1 : 2
    colors[point] = isOff ? off : isDim ? place + bright.length : place
  }
  return { colors, shapes, palette, order: drawingOrder(layers) }
}

/** Layer by layer; within one scattered, so that no group lies over another because its files come later. */
function drawingOrder(layers: Uint8Array): Uint32Array {
  const count = layers.length
  const order = new Uint32Array(count)
  const stride = strideFor(count)
  let filled = 0
  for (let layer = 0; layer < 3; layer++)
    for (let i = 0, point = 0; i < count; i++, point = (point + stride) % count)
      if (layers[point] === layer) order[filled++] = point
  return order
}

/** A step that comes to every point once: about the golden part of them, without a common divisor. */
function strideFor(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  let stride = Math.max(1, Math.round(count * 0.618))
  while (divisor(stride, count) > 1) stride++
  return stride
}

/** The values between which all but the outermost hundredth lie, so that one odd clip does not fade the rest. */
export function valueRange(values: Float32Array): [number, number] {
  const known = values.filter(value => !Number.isNaN(value)).sort()
  if (known.length === 0) return [0, 1]
  const at = (share: number): number => known[Math.round(share * (known.length - 1))]
  const [low, high] = [at(0.005), at(0.995)]
  return high > low ? [low, high] : [known[0], known[known.length - 1]]
}
