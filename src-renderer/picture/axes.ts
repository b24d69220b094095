import { positionOn } from '../canvas/cue-track'
import { axisTicks } from '../canvas/fine/frequency-axis'
import type { AxisTick, FrequencyAxis } from '../canvas/fine/frequency-axis'
import { bandCentersHz, hertzTicks } from '../canvas/mel-scale-axis'
import type { TokenColors } from '../canvas/token-colors'
import type { ShownTrack } from '../composables/use-cue-tracks'
import { formatHertz, tickText } from '../text/format'
import { clipExportWords } from '../text/words/clip-export'
import { clipPanesWords } from '../text/words/clip-panes'
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
  placeText(context, axis ? track.unit : clipExportWords.notMeasurable, x, y + 7, look)
}

/** Frequencies of the mel bands. */
export function placeHertzAxis(
  context: Context,
  { colors }: PictureLook,
  melHz: readonly number[],
  bands: number,
  place: Place,
): void {
  const ticks = hertzTicks(bandCentersHz(melHz, bands), 18 / place.heightPx)
  const marks = ticks.map(({ hz, position }) => ({ text: formatHertz(hz), position }))
  placeMarks(context, colors, marks, 'Hz', place)
}

/** Of the fine spectrogram. */
export function placeFineAxis(context: Context, { colors }: PictureLook, axis: FrequencyAxis, place: Place): void {
  const marks = axisTicks(axis, 18 / place.heightPx, formatHertz)
  placeMarks(context, colors, marks, clipPanesWords.axisUnits[axis.scale], place)
}

function placeMarks(
  context: Context,
  colors: TokenColors,
  marks: readonly AxisTick[],
  unit: string,
  place: Place,
): void {
  const look = { color: colors.faint, font: colors.font, align: 'right' as const }
  for (const { text, position } of marks) {
    const y = place.y + (1 - position) * place.heightPx
    const inside = Math.min(place.y + place.heightPx - 5, Math.max(place.y + 5, y))
    placeText(context, text, place.x - 8, inside, look)
    context.fillStyle = colors.border
    context.fillRect(place.x - 5, y, 5, 1)
  }
  placeText(context, unit, place.x - 38, place.y + 8, look)
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
  // Whole pixels: what lies between two would be mixed with the ground by whoever draws an SVG.
  for (let y = 0; y < place.heightPx; y++) {
    context.fillStyle = colorAt(1 - (y + 0.5) / place.heightPx)
    context.fillRect(place.x, place.y + y, place.widthPx, 1)
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
