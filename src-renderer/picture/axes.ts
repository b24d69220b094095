import { positionOn } from '../canvas/cue-track'
import { bandCentersHz, hertzTicks } from '../canvas/mel-scale-axis'
import type { ShownTrack } from '../composables/use-cue-tracks'
import { formatHertz, tickText } from '../text/format'
import { placeText } from './pane'
import type { Context, Place } from './pane'
import type { PictureLook } from './picture'

const EDGE_PX = 2

/** Marks on the left, the cue's name and unit on the right. */
export function placeTrackAxis(
  context: Context,
  { colors }: PictureLook,
  { track, axis }: ShownTrack,
  place: Place,
): void {
  const look = { color: colors.faint, font: colors.font }
  for (const tick of axis?.ticks ?? []) {
    const y = place.heightPx - EDGE_PX - positionOn(axis!, tick) * (place.heightPx - 2 * EDGE_PX)
    if (y < 5 || y > place.heightPx - 4) continue
    placeText(context, tickText(tick, axis!.ticks), place.x - 8, place.y + y, { ...look, align: 'right' })
    context.fillStyle = colors.border
    context.fillRect(place.x - 5, place.y + y, 5, 1)
  }
  const [x, y] = [place.x + place.widthPx + 10, place.y + place.heightPx / 2]
  placeText(context, track.title, x, y - 7, { ...look, color: colors.text })
  placeText(context, axis ? track.unit : 'not measurable', x, y + 7, look)
}

/** Frequencies of the mel bands. */
export function placeHertzAxis(
  context: Context,
  { colors }: PictureLook,
  melHz: readonly number[],
  bands: number,
  place: Place,
): void {
  const look = { color: colors.faint, font: colors.font, align: 'right' as const }
  for (const { hz, position } of hertzTicks(bandCentersHz(melHz, bands), 18 / place.heightPx)) {
    const y = place.y + (1 - position) * place.heightPx
    placeText(context, formatHertz(hz), place.x - 8, y, look)
    context.fillStyle = colors.border
    context.fillRect(place.x - 5, y, 5, 1)
  }
  placeText(context, 'Hz', place.x - 38, place.y + 8, look)
}

/** A scale of colours with its ends, its middle and, along it, what it means. */
export function placeColorBar(
  context: Context,
  { colors }: PictureLook,
  place: Place,
  colorAt: (share: number) => string,
  [high, middle, low]: readonly [string, string, string],
  unit: string,
): void {
  context.fillStyle = '#16171b'
  context.fillRect(place.x, place.y, place.widthPx, place.heightPx)
  for (let y = 0; y < place.heightPx; y += 0.5) {
    context.fillStyle = colorAt(1 - y / place.heightPx)
    context.fillRect(place.x, place.y + y, place.widthPx, 0.5)
  }
  const look = { color: colors.faint, font: colors.font }
  const x = place.x + place.widthPx + 5
  placeText(context, high, x, place.y + 5, look)
  placeText(context, middle, x, place.y + place.heightPx / 2, look)
  placeText(context, low, x, place.y + place.heightPx - 5, look)
  if (!unit) return
  context.save()
  context.translate(x + 46, place.y + place.heightPx / 2)
  context.rotate(Math.PI / 2)
  placeText(context, unit, 0, 0, { ...look, align: 'center' })
  context.restore()
}
