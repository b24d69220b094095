import type { Rgb } from './color-maps'
import { toPx } from './map-camera'
import type { Camera, PictureSize } from './map-camera'
import { pointShapes, stampOf } from './point-shapes'
import type { Stamp } from './point-shapes'
import { fillPicture, stampPoints } from './stamp-points'
import type { PointLook } from './stamp-points'
import type { TokenColors } from './token-colors'

/** A word above most of its clips. */
export interface MapLabel {
  readonly text: string
  readonly x: number
  readonly y: number
}

export interface DrawnPoints {
  readonly xs: Float32Array
  readonly ys: Float32Array
  readonly look: PointLook
  readonly camera: Camera
  /** A colour that the canvas understands. */
  readonly ground: string
}

/** Points get smaller the more there are; zooming in lets them grow, slowly. */
export function pointRadiusPx(count: number): number {
  if (count <= 600) return 5
  if (count <= 4000) return 3.6
  return count <= 20_000 ? 2.4 : 1.5
}

/** Draws points in the pixels of one canvas; keeps the picture's memory and the stamps from frame to frame. */
export function pointDrawer(): (context: CanvasRenderingContext2D, drawn: DrawnPoints) => void {
  let kept: ImageData | null = null
  let stamps: { readonly radiusPx: number; readonly byShape: readonly Stamp[] } | null = null
  return (context, drawn) => {
    const { width, height } = context.canvas
    if (kept?.width !== width || kept.height !== height) kept = context.createImageData(width, height)
    const radiusPx = pointRadiusPx(drawn.xs.length) * context.getTransform().a
    if (stamps?.radiusPx !== radiusPx)
      stamps = { radiusPx, byShape: pointShapes.map(shape => stampOf(shape, radiusPx)) }
    drawPoints(context, kept, drawn, stamps.byShape)
  }
}

function drawPoints(
  context: CanvasRenderingContext2D,
  picture: ImageData,
  { xs, ys, look, camera, ground }: DrawnPoints,
  stamps: readonly Stamp[],
): void {
  const { width, height } = picture
  const ratio = context.getTransform().a
  const pixels = { width, height, rgba: picture.data }
  fillPicture(pixels, rgbOf(context, ground))
  stampPoints(pixels, xs, ys, look, { ...camera, pxPerUnit: camera.pxPerUnit * ratio }, stamps)
  context.putImageData(picture, 0, 0)
}

export interface DrawnMarks {
  readonly xs: Float32Array
  readonly ys: Float32Array
  readonly labels: readonly MapLabel[]
  readonly size: PictureSize
  readonly camera: Camera
  readonly colors: TokenColors
  /** -1: none. */
  readonly here: number
  /** In map units. */
  readonly stroke: readonly (readonly [number, number])[] | null
  /** 1: as large as usual. */
  readonly textScale: number
}

/** What lies over the points: words, the point pointed at, the stroke that selects. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  { xs, ys, labels, size, camera, colors, here, stroke, textScale }: DrawnMarks,
): void {
  context.clearRect(0, 0, size.widthPx, size.heightPx)
  context.lineJoin = 'round'
  drawLabels(context, { labels, size, camera, colors, textScale })
  if (here >= 0 && here < xs.length) {
    const [x, y] = toPx(camera, [xs[here], ys[here]], size)
    const radiusPx = pointRadiusPx(xs.length) + 4
    for (const [style, widthPx] of [
      [colors.surface, 5],
      [colors.text, 2],
    ] as const) {
      context.beginPath()
      context.arc(x, y, radiusPx, 0, 2 * Math.PI)
      context.strokeStyle = style
      context.lineWidth = widthPx
      context.stroke()
    }
  }
  if (stroke !== null) {
    context.beginPath()
    for (const place of stroke) context.lineTo(...toPx(camera, place, size))
    context.closePath()
    context.globalAlpha = 0.1
    context.fillStyle = colors.line
    context.fill()
    context.globalAlpha = 1
    context.strokeStyle = colors.line
    context.lineWidth = 1.5
    context.setLineDash([5, 4])
    context.stroke()
    context.setLineDash([])
  }
}

/** So that a word does not lie on the clips that it is of. */
const LABEL_RISE_PX = 16

/** A word that would lie over one before it is left out. */
function drawLabels(
  context: CanvasRenderingContext2D,
  { labels, size, camera, colors, textScale }: Omit<DrawnMarks, 'xs' | 'ys' | 'here' | 'stroke'>,
): void {
  const sizePx = 12 * textScale
  context.font = `600 ${sizePx}px ${colors.font}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const taken: { x: number; y: number; halfPx: number }[] = []
  for (const { text, x, y } of labels) {
    const [left, upTo] = toPx(camera, [x, y], size)
    // Of clips at the upper edge it lies on them rather than half outside.
    const top = upTo < 0 ? upTo - LABEL_RISE_PX : Math.max(upTo - LABEL_RISE_PX, sizePx)
    const halfPx = context.measureText(text).width / 2 + 4
    if (taken.some(one => Math.abs(one.x - left) < one.halfPx + halfPx && Math.abs(one.y - top) < 1.4 * sizePx))
      continue
    taken.push({ x: left, y: top, halfPx })
    context.strokeStyle = colors.surface
    context.lineWidth = 4
    context.strokeText(text, left, top)
    context.fillStyle = colors.text
    context.fillText(text, left, top)
  }
}

function rgbOf(context: CanvasRenderingContext2D, color: string): Rgb {
  context.fillStyle = color
  const [red, green, blue] = [1, 3, 5].map(at => parseInt(String(context.fillStyle).slice(at, at + 2), 16))
  return [red, green, blue]
}
