import type { TimeScale } from './time-scale'

/** What of the content a canvas shows, in CSS pixels. */
export interface Viewport {
  readonly scrollPx: number
  readonly widthPx: number
  readonly heightPx: number
}

/** When the frames of a picture are: frame i stands for firstFrameSec + i * hopSec. */
export interface FrameTimes {
  readonly hopSec: number
  readonly firstFrameSec: number
}

/** As `/log-mel` says it. */
export function frameTimes(meta: Readonly<Record<string, unknown>>): FrameTimes {
  return { hopSec: Number(meta.hopSec), firstFrameSec: Number(meta.firstFrameSec ?? 0) }
}

/** Where a picture's left edge lies: half a hop before its first frame. */
export function drawnLeftPx({ hopSec, firstFrameSec }: FrameTimes, scale: TimeScale, view: Viewport): number {
  return (firstFrameSec - 0.5 * hopSec) * scale.pxPerSec - view.scrollPx
}

/** The part of a canvas context that drawing a picture needs: tests hand in a recorder. */
export type PictureContext = Pick<CanvasRenderingContext2D, 'clearRect' | 'drawImage' | 'imageSmoothingEnabled'>

/**
 * Draws a picture with one column a frame in register with the time axis. A frame is drawn half a hop to either side
 * of its time. Smoothing is on only where a bin is smaller than a pixel: a bin that can be seen
 * must look like a bin.
 */
export function drawMatrix(
  context: PictureContext,
  picture: CanvasImageSource & { readonly width: number; readonly height: number },
  times: FrameTimes,
  scale: TimeScale,
  view: Viewport,
): void {
  context.clearRect(0, 0, view.widthPx, view.heightPx)
  const pxPerFrame = times.hopSec * scale.pxPerSec
  context.imageSmoothingEnabled = pxPerFrame < 1.5
  const left = drawnLeftPx(times, scale, view)
  context.drawImage(picture, 0, 0, picture.width, picture.height, left, 0, picture.width * pxPerFrame, view.heightPx)
}
