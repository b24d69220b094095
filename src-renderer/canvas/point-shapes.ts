/** Shapes of points, told apart without colour: one for each hue of `map-look.ts`, and one more. */
export const pointShapes = ['circle', 'square', 'triangle', 'diamond', 'plus', 'wedge', 'star', 'cross'] as const
export type PointShape = (typeof pointShapes)[number]

type Corner = readonly [x: number, y: number]
const [ARM, ARM_END] = [0.4, 1.2]
/** Clockwise from the upper end. */
const plus: readonly Corner[] = [
  ...([[-ARM, -ARM_END], [ARM, -ARM_END], [ARM, -ARM], [ARM_END, -ARM], [ARM_END, ARM], [ARM, ARM]] as const), // prettier-ignore
  ...([[ARM, ARM_END], [-ARM, ARM_END], [-ARM, ARM], [-ARM_END, ARM], [-ARM_END, -ARM], [-ARM, -ARM]] as const), // prettier-ignore
]
const [STAR_POINTS, STAR_OUTER, STAR_INNER] = [5, 1.5, 0.7]

/** Corners for a drawing of radius 1; a circle has none. y grows downwards. Areas are about equal. */
export const shapeCorners: Readonly<Record<PointShape, readonly Corner[]>> = {
  circle: [],
  square: [
    [-0.92, -0.92],
    [0.92, -0.92],
    [0.92, 0.92],
    [-0.92, 0.92],
  ],
  triangle: [
    [0, -1.45],
    [1.3, 0.75],
    [-1.3, 0.75],
  ],
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  plus,
  wedge: [
    [0, 1.45],
    [1.3, -0.75],
    [-1.3, -0.75],
  ],
  star: Array.from({ length: 2 * STAR_POINTS }, (_, i) => {
    const [radius, angle] = [i % 2 === 0 ? STAR_OUTER : STAR_INNER, (Math.PI * i) / STAR_POINTS]
    return [radius * Math.sin(angle), -radius * Math.cos(angle)]
  }),
  cross: plus.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]),
}

/** Whether a place is in the shape of radius 1 around 0, by the even-odd rule. */
function isInShape(shape: PointShape, x: number, y: number): boolean {
  const corners = shapeCorners[shape]
  if (corners.length === 0) return x * x + y * y <= 1
  let isInside = false
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [[ax, ay], [bx, by]] = [corners[i], corners[j]]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside
  }
  return isInside
}

/** How much of each pixel around a point its shape covers. */
export interface Stamp {
  /** Pixels on each side of the middle one. */
  readonly reach: number
  /** 0..1, Float32 [(2 reach + 1) x (2 reach + 1)] */
  readonly cover: Float32Array
}

const PARTS = 4

/** @param radiusPx in pixels of the picture */
export function stampOf(shape: PointShape, radiusPx: number): Stamp {
  const reach = Math.ceil(1.5 * radiusPx)
  const side = 2 * reach + 1
  const cover = new Float32Array(side * side)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      cover[row * side + column] = coverOf(shape, (column - reach) / radiusPx, (row - reach) / radiusPx, 1 / radiusPx)
  return { reach, cover }
}

function coverOf(shape: PointShape, x: number, y: number, pixel: number): number {
  let hits = 0
  for (let i = 0; i < PARTS; i++)
    for (let j = 0; j < PARTS; j++) {
      const [dx, dy] = [(i + 0.5) / PARTS - 0.5, (j + 0.5) / PARTS - 0.5]
      if (isInShape(shape, x + dx * pixel, y + dy * pixel)) hits++
    }
  return hits / PARTS ** 2
}
