/** Shapes of points, told apart without colour. */
export const pointShapes = ['circle', 'square', 'triangle', 'diamond'] as const
export type PointShape = (typeof pointShapes)[number]

/** Whether a place is in the shape of radius 1 around 0. Areas are about equal. */
const inShape: Readonly<Record<PointShape, (x: number, y: number) => boolean>> = {
  circle: (x, y) => x * x + y * y <= 1,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 0.88,
  triangle: (x, y) => y <= 0.75 && y >= -1.45 + (2.2 / 1.3) * Math.abs(x),
  diamond: (x, y) => Math.abs(x) + Math.abs(y) <= 1.25,
}

/** Corners for a drawing of radius 1; a circle has none. y grows downwards. */
export const shapeCorners: Readonly<Record<PointShape, readonly (readonly [number, number])[]>> = {
  circle: [],
  square: [
    [-0.88, -0.88],
    [0.88, -0.88],
    [0.88, 0.88],
    [-0.88, 0.88],
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
      if (inShape[shape](x + dx * pixel, y + dy * pixel)) hits++
    }
  return hits / PARTS ** 2
}
