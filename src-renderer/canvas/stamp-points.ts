import type { Rgb } from './color-maps'
import type { Camera } from './map-camera'
import type { Stamp } from './point-shapes'

/** Points with what each looks like. */
export interface PointLook {
  /** Places in `palette`. Uint8 [points] */
  readonly colors: Uint8Array
  /** Places in the stamps. Uint8 [points] */
  readonly shapes: Uint8Array
  readonly palette: readonly PointColor[]
  /** Which are drawn, the uppermost last. */
  readonly order: Uint32Array
}

export interface PointColor {
  readonly rgb: Rgb
  /** 0..1 */
  readonly alpha: number
}

export interface PixelPicture {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray
}

/** Shares of 256, so that mixing colours needs whole numbers only. */
const WHOLE = 256

/**
 * Draws points into a picture of raw pixels: 100,000 of them in some milliseconds, where paths of a canvas would take
 * some hundred.
 * @param camera of the picture, in its own pixels; @param stamps by shape
 */
export function stampPoints(
  { width, height, rgba }: PixelPicture,
  xs: Float32Array,
  ys: Float32Array,
  { colors, shapes, palette, order }: PointLook,
  camera: Camera,
  stamps: readonly Stamp[],
): void {
  const brushes = palette.map(color => stamps.map(stamp => brushOf(stamp, color, width)))
  const { pxPerUnit } = camera
  const [left, top] = [width / 2 - camera.x * pxPerUnit, height / 2 + camera.y * pxPerUnit]
  for (let at = 0; at < order.length; at++) {
    const point = order[at]
    const { reach, columns, rows, offsets, shares, red, green, blue } = brushes[colors[point]][shapes[point]]
    const column = Math.round(left + xs[point] * pxPerUnit)
    const row = Math.round(top - ys[point] * pxPerUnit)
    if (column < -reach || row < -reach || column >= width + reach || row >= height + reach) continue
    const isWhole = column >= reach && row >= reach && column < width - reach && row < height - reach
    const middle = 4 * (row * width + column)
    for (let k = 0; k < shares.length; k++) {
      if (!isWhole && isOutside(column + columns[k], width, row + rows[k], height)) continue
      const pixel = middle + offsets[k]
      const share = shares[k]
      rgba[pixel] += (share * (red - rgba[pixel])) >> 8
      rgba[pixel + 1] += (share * (green - rgba[pixel + 1])) >> 8
      rgba[pixel + 2] += (share * (blue - rgba[pixel + 2])) >> 8
    }
  }
}

function isOutside(column: number, width: number, row: number, height: number): boolean {
  return column < 0 || row < 0 || column >= width || row >= height
}

/** A stamp in a colour: the pixels that it touches, where they lie beside the middle one, and how much they take on. */
interface Brush {
  readonly reach: number
  readonly columns: Int32Array
  readonly rows: Int32Array
  /** In bytes. */
  readonly offsets: Int32Array
  readonly shares: Int32Array
  readonly red: number
  readonly green: number
  readonly blue: number
}

function brushOf({ reach, cover }: Stamp, { rgb, alpha }: PointColor, width: number): Brush {
  const side = 2 * reach + 1
  const touched = [...cover.keys()].filter(at => Math.round(WHOLE * alpha * cover[at]) > 0)
  const columns = Int32Array.from(touched, at => (at % side) - reach)
  const rows = Int32Array.from(touched, at => Math.floor(at / side) - reach)
  const [red, green, blue] = rgb
  return {
    ...{ reach, columns, rows, red, green, blue },
    offsets: columns.map((column, k) => 4 * (rows[k] * width + column)),
    shares: Int32Array.from(touched, at => Math.round(WHOLE * alpha * cover[at])),
  }
}

/** A picture of one colour, drawn over what is there. */
export function fillPicture({ rgba }: PixelPicture, [red, green, blue]: Rgb): void {
  const bytes = new Uint8Array([red, green, blue, 255])
  new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4).fill(new Uint32Array(bytes.buffer)[0])
}
