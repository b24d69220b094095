/** How a map of points lies in its picture. Map units grow upwards, pixels downwards. */
export interface Camera {
  /** What is seen in the middle, in map units. */
  readonly x: number
  readonly y: number
  readonly pxPerUnit: number
}

export interface Extent {
  readonly minX: number
  readonly maxX: number
  readonly minY: number
  readonly maxY: number
}

export interface PictureSize {
  readonly widthPx: number
  readonly heightPx: number
}

const MARGIN_PX = 28
const MOST_ZOOM = 400

export function extentOf(xs: Float32Array, ys: Float32Array): Extent {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < xs.length; i++) {
    minX = Math.min(minX, xs[i])
    maxX = Math.max(maxX, xs[i])
    minY = Math.min(minY, ys[i])
    maxY = Math.max(maxY, ys[i])
  }
  return xs.length > 0 ? { minX, maxX, minY, maxY } : { minX: 0, maxX: 1, minY: 0, maxY: 1 }
}

/** All of it in sight. */
export function fitCamera({ minX, maxX, minY, maxY }: Extent, { widthPx, heightPx }: PictureSize): Camera {
  const roomPx = [widthPx - 2 * MARGIN_PX, heightPx - 2 * MARGIN_PX].map(px => Math.max(1, px))
  const pxPerUnit = Math.min(roomPx[0] / (maxX - minX || 1), roomPx[1] / (maxY - minY || 1))
  return { x: (minX + maxX) / 2, y: (minY + maxY) / 2, pxPerUnit }
}

/** The place under the pointer stays where it is; never smaller than half of `fitted`, nor without end. */
export function zoomAt(
  camera: Camera,
  factor: number,
  [pxX, pxY]: readonly [number, number],
  size: PictureSize,
  fitted: Camera,
): Camera {
  const wanted = camera.pxPerUnit * factor
  const pxPerUnit = Math.min(MOST_ZOOM * fitted.pxPerUnit, Math.max(fitted.pxPerUnit / 2, wanted))
  const [x, y] = toMap(camera, [pxX, pxY], size)
  return { x: x - (pxX - size.widthPx / 2) / pxPerUnit, y: y + (pxY - size.heightPx / 2) / pxPerUnit, pxPerUnit }
}

export function panBy(camera: Camera, dxPx: number, dyPx: number): Camera {
  return { ...camera, x: camera.x - dxPx / camera.pxPerUnit, y: camera.y + dyPx / camera.pxPerUnit }
}

export function toMap(
  { x, y, pxPerUnit }: Camera,
  [pxX, pxY]: readonly [number, number],
  { widthPx, heightPx }: PictureSize,
): [x: number, y: number] {
  return [x + (pxX - widthPx / 2) / pxPerUnit, y - (pxY - heightPx / 2) / pxPerUnit]
}

export function toPx(
  camera: Camera,
  [x, y]: readonly [number, number],
  { widthPx, heightPx }: PictureSize,
): [pxX: number, pxY: number] {
  return [widthPx / 2 + (x - camera.x) * camera.pxPerUnit, heightPx / 2 - (y - camera.y) * camera.pxPerUnit]
}

/** The least move that brings a place into sight. */
export function keepInSight(camera: Camera, place: readonly [number, number], size: PictureSize): Camera {
  const [pxX, pxY] = toPx(camera, place, size)
  const inside = (px: number, room: number): number => Math.min(room - MARGIN_PX, Math.max(MARGIN_PX, px))
  return panBy(camera, inside(pxX, size.widthPx) - pxX, inside(pxY, size.heightPx) - pxY)
}
