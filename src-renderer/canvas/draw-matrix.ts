import type { TimeScale } from './time-scale'

/** What of the content a canvas shows, in CSS pixels. */
export interface Viewport {
  readonly scrollPx: number
  readonly widthPx: number
  readonly heightPx: number
}

/** The part of a canvas context that drawing a picture needs: tests hand in a recorder. */
export type PictureContext = Pick<CanvasRenderingContext2D, 'clearRect' | 'drawImage' | 'imageSmoothingEnabled'>

/**
 * Draws a picture with one column a frame in register with the time axis. Frame i stands for time i * hop and is drawn
 * half a hop to either side of it. Smoothing is on only where a bin is smaller than a pixel: a bin that can be seen
 * must look like a bin.
 */
export function drawMatrix(
  context: PictureContext,
  picture: CanvasImageSource & { readonly width: number; readonly height: number },
  hopSec: number,
  scale: TimeScale,
  view: Viewport,
): void {
  context.clearRect(0, 0, view.widthPx, view.heightPx)
  const pxPerFrame = hopSec * scale.pxPerSec
  context.imageSmoothingEnabled = pxPerFrame < 1.5
  const left = -0.5 * pxPerFrame - view.scrollPx
  context.drawImage(picture, 0, 0, picture.width, picture.height, left, 0, picture.width * pxPerFrame, view.heightPx)
}
