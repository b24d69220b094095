import type { NamedArray } from '#contracts/arrays'
import { toPicture } from '../composables/use-canvas'
import type { ColorMapName, DivergingMapName } from './color-maps'
import { divergingPixels, levelPixels } from './matrix-image'

export interface ThumbnailLook {
  readonly map: ColorMapName
  readonly overlay: DivergingMapName
  /** 0..1 */
  readonly opacity: number
}

/** `array` is [2, rows, columns]: levels 0..1, then relevance -1..1, lowest band first. Fills the canvas. */
export function drawThumbnail(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  { shape: [, rows, columns], data }: NamedArray,
  { map, overlay, opacity }: ThumbnailLook,
): void {
  const cells = rows * columns
  context.clearRect(0, 0, widthPx, heightPx)
  context.imageSmoothingEnabled = true
  context.drawImage(toPicture(levelPixels(data.subarray(0, cells), rows, columns, map, 0, 1)), 0, 0, widthPx, heightPx)
  context.globalAlpha = opacity
  const relevance = divergingPixels(data.subarray(cells), rows, columns, { limit: 1, cutoff: 0.05, map: overlay })
  context.drawImage(toPicture(relevance), 0, 0, widthPx, heightPx)
  context.globalAlpha = 1
}
