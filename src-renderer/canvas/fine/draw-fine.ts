import { drawnLeftPx } from '../draw-matrix'
import type { Viewport } from '../draw-matrix'
import type { TimeScale } from '../time-scale'

/** Columns of one hop, the first of them frame `firstFrame`. */
export interface FineLayer {
  readonly picture: CanvasImageSource & { readonly width: number; readonly height: number }
  readonly hopSec: number
  readonly firstFrame: number
}

export type FineContext = Pick<
  CanvasRenderingContext2D,
  'clearRect' | 'drawImage' | 'imageSmoothingEnabled' | 'imageSmoothingQuality'
>

/** Draws layers over each other, the last on top: where a finer one has gaps, a coarser one is seen. */
export function drawFine(context: FineContext, layers: readonly FineLayer[], scale: TimeScale, view: Viewport): void {
  context.clearRect(0, 0, view.widthPx, view.heightPx)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  for (const { picture, hopSec, firstFrame } of layers) {
    const left = drawnLeftPx({ hopSec, firstFrameSec: firstFrame * hopSec }, scale, view)
    const widthPx = picture.width * hopSec * scale.pxPerSec
    context.drawImage(picture, 0, 0, picture.width, picture.height, left, 0, widthPx, view.heightPx)
  }
}
