import { positionOnAxis } from './fine/frequency-axis'
import type { FrequencyAxis } from './fine/frequency-axis'
import type { Slice, SlicePeak } from './fine/slice'

export type SliceContext = Pick<
  CanvasRenderingContext2D,
  | 'clearRect'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'arc'
  | 'fill'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
>

export interface SliceLook {
  readonly axis: FrequencyAxis
  readonly floorDb: number
  readonly ceilingDb: number
  /** Levels with a line across. */
  readonly ticksDb: readonly number[]
  readonly colors: { readonly line: string; readonly grid: string; readonly text: string }
}

/** Draws level over frequency, lowest frequency left, with a dot on each peak. */
export function drawSlice(
  context: SliceContext,
  { levelsDb, binHz }: Slice,
  peaks: readonly SlicePeak[],
  { axis, floorDb, ceilingDb, ticksDb, colors }: SliceLook,
  widthPx: number,
  heightPx: number,
): void {
  const x = (hz: number): number => positionOnAxis(axis, hz) * widthPx
  const y = (db: number): number =>
    Math.min(heightPx, Math.max(0, (1 - (db - floorDb) / (ceilingDb - floorDb)) * heightPx))
  context.clearRect(0, 0, widthPx, heightPx)
  context.fillStyle = colors.grid
  for (const db of ticksDb) context.fillRect(0, Math.round(y(db)), widthPx, 1)
  context.beginPath()
  const first = Math.max(0, Math.floor(axis.lowHz / binHz))
  const last = Math.min(levelsDb.length - 1, Math.ceil(axis.highHz / binHz))
  for (let bin = first; bin <= last; bin++) {
    if (bin === first) context.moveTo(x(bin * binHz), y(levelsDb[bin]))
    else context.lineTo(x(bin * binHz), y(levelsDb[bin]))
  }
  context.strokeStyle = colors.line
  context.lineWidth = 1.25
  context.stroke()
  context.fillStyle = colors.text
  for (const { hz, levelDb } of peaks) {
    context.beginPath()
    context.arc(x(hz), y(levelDb), 2.5, 0, 2 * Math.PI)
    context.fill()
  }
}
