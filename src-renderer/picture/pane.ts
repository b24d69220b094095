/** Device pixels for a pixel of the picture: sharp on paper. */
export const PICTURE_SCALE = 2

/** What a picture is drawn on: a canvas, or a file of SVG. Panes have canvases of their own. */
export interface Context extends Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'translate'
  | 'rotate'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'globalAlpha'
  | 'filter'
> {
  drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void
}
export type PaneContext = CanvasRenderingContext2D

/** An empty canvas of that size in CSS pixels. */
export function blank(widthPx: number, heightPx: number): { canvas: HTMLCanvasElement; context: PaneContext } {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(widthPx * PICTURE_SCALE))
  canvas.height = Math.max(1, Math.round(heightPx * PICTURE_SCALE))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser can’t draw pictures.')
  context.scale(PICTURE_SCALE, PICTURE_SCALE)
  return { canvas, context }
}

export interface Place {
  readonly x: number
  readonly y: number
  readonly widthPx: number
  readonly heightPx: number
}

/** Draws a pane on a sheet of its own, so that it may clear it and never paints over its borders. */
export function placePane(
  context: Context,
  place: Place,
  draw: (pane: PaneContext) => void,
  opacity = 1,
  filter = 'none',
): void {
  const { canvas, context: pane } = blank(place.widthPx, place.heightPx)
  draw(pane)
  context.save()
  context.globalAlpha = opacity
  context.filter = filter
  context.drawImage(canvas, place.x, place.y, place.widthPx, place.heightPx)
  context.restore()
}

export interface TextLook {
  readonly color: string
  readonly font: string
  readonly sizePx?: number
  readonly weight?: number
  readonly align?: CanvasTextAlign
}

/** One line of text with its middle at y. */
export function placeText(context: Context, text: string, x: number, y: number, look: TextLook): void {
  const { color, font, sizePx = 11, weight = 400, align = 'left' } = look
  context.fillStyle = color
  context.font = `${weight} ${sizePx}px ${font}`
  context.textAlign = align
  context.textBaseline = 'middle'
  context.fillText(text, x, y)
}
