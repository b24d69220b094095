import type { Viewport } from './draw-matrix'
import { peakLevel } from './peaks'
import type { TimeScale } from './time-scale'

export type WaveformContext = Pick<CanvasRenderingContext2D, 'clearRect' | 'fillRect' | 'fillStyle'>

/** Samples in a column. */
const JOINED_BELOW = 4

/** Draws the highest and lowest sample of each column, the clip's peak reaching the edges. */
export function drawWaveform(
  context: WaveformContext,
  samples: Float32Array,
  scale: TimeScale,
  view: Viewport,
  color: string,
): void {
  context.clearRect(0, 0, view.widthPx, view.heightPx)
  context.fillStyle = color
  const peak = peakLevel(samples) || 1
  const middle = view.heightPx / 2
  const samplesPerPx = samples.length / (scale.durationSec * scale.pxPerSec)
  const step = 0.5
  // Where a column holds few samples, it takes in the next one's first: the line must not fall apart.
  const joined = samplesPerPx * step < JOINED_BELOW ? 1 : 0
  for (let x = 0; x < view.widthPx; x += step) {
    const from = Math.floor((view.scrollPx + x) * samplesPerPx)
    const wanted = Math.max(from + 1, Math.floor((view.scrollPx + x + step) * samplesPerPx))
    const to = Math.min(samples.length, wanted + joined)
    let [high, low] = joined ? [samples[from] ?? 0, samples[from] ?? 0] : [0, 0]
    for (let i = from; i < to; i++) {
      if (samples[i] > high) high = samples[i]
      if (samples[i] < low) low = samples[i]
    }
    const top = middle - (high / peak) * middle
    context.fillRect(x, top, step, Math.max(0.5, middle - (low / peak) * middle - top))
  }
}
