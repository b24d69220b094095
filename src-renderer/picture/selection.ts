import { xOf } from '../canvas/time-scale'
import { placePane } from './pane'
import type { Context, Place } from './pane'
import type { ClipPicture } from './picture'

/** The selected stretch over all panes. */
export function placeSelection(context: Context, picture: ClipPicture, place: Place): void {
  const { selection, scale, scrollPx, look } = picture
  if (!selection) return
  const [from, to] = [selection.startSec, selection.endSec].map(sec => xOf(scale, sec) - scrollPx)
  placePane(context, place, pane => {
    pane.fillStyle = look.colors.selectionSoft
    pane.fillRect(from, 0, to - from, place.heightPx)
    pane.fillStyle = look.colors.selection
    for (const edge of [from, to]) pane.fillRect(edge - 0.5, 0, 1, place.heightPx)
  })
}

/** Its frequencies in one spectrogram; `rows`: shares 0..1 of the pane from the bottom. */
export function placeSelectedBand(
  context: Context,
  { selection, scale, scrollPx }: ClipPicture,
  place: Place,
  positionOf: (hz: number) => number,
): void {
  if (!selection || selection.lowHz === null || selection.highHz === null) return
  const [from, to] = [selection.startSec, selection.endSec].map(sec => xOf(scale, sec) - scrollPx)
  const [bottom, top] = [selection.lowHz, selection.highHz].map(hz => (1 - positionOf(hz)) * place.heightPx)
  placePane(context, place, pane => {
    for (const [width, color] of [
      [3, 'rgba(0, 0, 0, 0.6)'],
      [1, '#ffffff'],
    ] as const) {
      pane.lineWidth = width
      pane.strokeStyle = color
      pane.strokeRect(from, top, to - from, bottom - top)
    }
  })
}
