/**
 * The clip's stage as a picture for a paper or a talk: what is seen, at the same zoom, with its axes, units and words.
 *
 * Conventions: positions in CSS pixels, drawn at `PICTURE_SCALE`; the columns are those of the window: axes on the left,
 * panes, colour bars and units on the right.
 */
import type { NamedArray } from '#contracts/arrays'
import type { Segment } from '#contracts/segment'
import { drawCueTrack } from '../canvas/draw-cue-track'
import { drawWaveform } from '../canvas/draw-waveform'
import { topOf } from '../canvas/fine/fine-look'
import { frequencyAxis, positionOnAxis } from '../canvas/fine/frequency-axis'
import { bandCentersHz, positionOfHz } from '../canvas/mel-scale-axis'
import { peakLevel } from '../canvas/peaks'
import type { Stretch } from '../canvas/play-plan'
import { timeTicks, xOf } from '../canvas/time-scale'
import type { ShownTrack } from '../composables/use-cue-tracks'
import { placeTrackAxis } from './axes'
import { placeExplanation } from './explanation'
import { placeFine } from './fine'
import { blank, placePane, placeText } from './pane'
import { clipExportWords } from '../text/words/clip-export'
import type { Context, Place } from './pane'
import type { ClipPicture, PicturedExplanation, PictureLook } from './picture'
import { placeSelectedBand, placeSelection } from './selection'
import { SvgContext } from './svg-context'

export const [LEFT_PX, RIGHT_PX, MARGIN_PX] = [56, 122, 16]
const [HEAD_PX, TAB_PX, WAVE_PX, PROFILE_PX, NAME_PX, TRUTH_PX, RULER_PX] = [52, 18, 72, 30, 24, 20, 30]

interface Rows {
  readonly wavePx: number
  readonly finePx: number
  readonly picturePx: number
  readonly secondPx: number
  readonly widthPx: number
  readonly heightPx: number
}

function rowsOf({ explanations, tracks, widthPx, trackPx, gesture, ...picture }: ClipPicture): Rows {
  const wavePx = picture.hasWave ? WAVE_PX : 0
  const finePx = picture.fine ? picture.finePx : 0
  const picturePx = picture.logMel ? PROFILE_PX + picture.spectrogramPx : 0
  const secondPx = picture.logMel && explanations.length > 1 ? NAME_PX + TAB_PX + picturePx : 0
  const panesPx = TAB_PX + wavePx + finePx + picturePx + secondPx + tracks.length * trackPx
  const heightPx = HEAD_PX + panesPx + (gesture ? TRUTH_PX : 0) + RULER_PX + MARGIN_PX
  return { wavePx, finePx, picturePx, secondPx, heightPx, widthPx: widthPx + LEFT_PX + RIGHT_PX + 2 * MARGIN_PX }
}

/** At twice its size, for a file of pixels. */
export function drawClipPicture(picture: ClipPicture): HTMLCanvasElement {
  const rows = rowsOf(picture)
  const { canvas, context } = blank(rows.widthPx, rows.heightPx)
  placeAll(context, picture, rows)
  return canvas
}

/** The same with text and axes as text and lines. */
export function clipPictureSvg(picture: ClipPicture): string {
  const rows = rowsOf(picture)
  const context = new SvgContext(rows.widthPx, rows.heightPx)
  placeAll(context, picture, rows)
  return context.text(picture.title)
}

function placeAll(context: Context, picture: ClipPicture, rows: Rows): void {
  const { explanations, tracks, widthPx, look, fine } = picture
  context.fillStyle = look.colors.surface
  context.fillRect(0, 0, rows.widthPx, rows.heightPx)

  const x = MARGIN_PX + LEFT_PX
  placeHead(context, picture)
  let y = HEAD_PX + TAB_PX
  if (picture.hasWave) placeWave(context, picture, { x, y, widthPx, heightPx: WAVE_PX })
  y += rows.wavePx
  if (fine) {
    const place = { x, y, widthPx, heightPx: rows.finePx }
    placeFine(context, picture, fine, place)
    const axis = frequencyAxis(fine.scale, topOf(fine, picture.sampleRateHz))
    placeSelectedBand(context, picture, place, hz => positionOnAxis(axis, hz))
    y += rows.finePx
  }
  if (picture.logMel) {
    placeModel(context, picture, explanations[0], { x, y, widthPx, heightPx: rows.picturePx })
    if (explanations.length > 1) placeName(context, look, explanations[0].name, x, y + PROFILE_PX / 2)
    y += rows.picturePx
  }
  placeSegments(context, picture, explanations[0].segments, { x, y: HEAD_PX, widthPx, heightPx: y - HEAD_PX })
  if (rows.secondPx > 0) {
    placeName(context, look, explanations[1].name, x, y + NAME_PX / 2)
    y += NAME_PX
    const place = { x, y: y + TAB_PX, widthPx, heightPx: rows.picturePx }
    placeModel(context, picture, explanations[1], place)
    placeSegments(context, picture, explanations[1].segments, { ...place, y, heightPx: TAB_PX + rows.picturePx })
    y += TAB_PX + rows.picturePx
  }
  for (const shown of tracks) {
    placeTrack(context, picture, shown, { x, y, widthPx, heightPx: picture.trackPx })
    y += picture.trackPx
  }
  placeSelection(context, picture, { x, y: HEAD_PX + TAB_PX, widthPx, heightPx: y - HEAD_PX - TAB_PX })
  if (picture.gesture) {
    placeTruth(context, picture, picture.gesture, x, y)
    y += TRUTH_PX
  }
  placeRuler(context, picture, x, y)
}

function placeModel(context: Context, picture: ClipPicture, explanation: PicturedExplanation, place: Place): void {
  placeExplanation(context, picture, explanation, place, PROFILE_PX)
  const { meta, shape } = picture.logMel as NamedArray
  const centers = bandCentersHz((meta.melHz as number[] | undefined) ?? [], shape[0])
  const below = { ...place, y: place.y + PROFILE_PX, heightPx: place.heightPx - PROFILE_PX }
  placeSelectedBand(context, picture, below, hz => positionOfHz(centers, hz) ?? (hz < (centers[0] ?? 0) ? 0 : 1))
}

const text = ({ colors }: PictureLook): { color: string; font: string } => ({ color: colors.faint, font: colors.font })

function placeName(context: Context, look: PictureLook, name: string, x: number, y: number): void {
  placeText(context, name, x + 6, y, { ...text(look), weight: 500, color: look.colors.text })
}

function placeHead(context: Context, { title, words, look }: ClipPicture): void {
  const { text: color, font } = look.colors
  placeText(context, title, MARGIN_PX, 18, { color, font, sizePx: 14, weight: 600 })
  placeText(context, words, MARGIN_PX, 37, { ...text(look), sizePx: 12 })
}

function placeWave(context: Context, { samples, scale, scrollPx, look }: ClipPicture, place: Place): void {
  placePane(context, place, pane => drawWaveform(pane, samples, scale, { scrollPx, ...place }, look.colors.wave))
  const peak = peakLevel(samples).toFixed(2)
  const labels: [string, number][] = [
    [`+${peak}`, 6],
    ['0', place.heightPx / 2],
    [`−${peak}`, place.heightPx - 6],
  ]
  for (const [label, at] of labels)
    placeText(context, label, place.x - 8, place.y + at, { ...text(look), align: 'right' })
}

function placeSegments(context: Context, picture: ClipPicture, segments: readonly Segment[], place: Place): void {
  const { scale, scrollPx, look } = picture
  placePane(context, place, pane => {
    for (const { startSec, endSec, rank } of segments) {
      const [from, to] = [xOf(scale, startSec) - scrollPx, xOf(scale, endSec) - scrollPx]
      pane.fillStyle = look.colors.tab
      pane.fillRect(from, 0, to - from, TAB_PX)
      for (const edge of [from, to]) pane.fillRect(edge - 0.5, 0, 1, place.heightPx)
      placeText(pane, String(rank), (from + to) / 2, TAB_PX / 2, {
        ...{ color: look.colors.tabText, font: look.colors.font },
        ...{ weight: 700, align: 'center' },
      })
    }
  })
}

function placeTrack(context: Context, picture: ClipPicture, shown: ShownTrack, place: Place): void {
  const { track, axis, weak } = shown
  const { colors } = picture.look
  context.fillStyle = colors.grid
  context.fillRect(place.x, place.y, place.widthPx, 1)
  if (axis) {
    const [stretches, view] = [picture.explanations[0].segments, { ...place, scrollPx: picture.scrollPx }]
    placePane(context, place, pane => drawCueTrack(pane, { track, axis, weak }, stretches, picture.scale, view, colors))
  }
  placeTrackAxis(context, picture.look, shown, place)
}

function placeTruth(
  context: Context,
  { scale, scrollPx, look }: ClipPicture,
  gesture: Stretch,
  x: number,
  y: number,
): void {
  const [from, to] = [xOf(scale, gesture.startSec) - scrollPx, xOf(scale, gesture.endSec) - scrollPx]
  context.strokeStyle = look.colors.truth
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x + from, y + 12)
  context.lineTo(x + from, y + 5)
  context.lineTo(x + to, y + 5)
  context.lineTo(x + to, y + 12)
  context.stroke()
  placeText(context, clipExportWords.gesture, x + from + 5, y + 13, { ...text(look), color: look.colors.truth })
}

function placeRuler(context: Context, { scale, scrollPx, widthPx, look }: ClipPicture, x: number, y: number): void {
  context.fillStyle = look.colors.border
  context.fillRect(x, y, widthPx, 1)
  for (const tick of timeTicks(scale, scrollPx, scrollPx + widthPx)) {
    const at = x + tick.x - scrollPx
    context.fillStyle = look.colors.border
    context.fillRect(at - 0.5, y, 1, tick.isMajor ? 7 : 4)
    if (tick.isMajor)
      placeText(context, tick.label, at, y + 15, { ...text(look), align: tick.x < 12 ? 'left' : 'center' })
  }
  placeText(context, 's', x - 8, y + 15, { ...text(look), align: 'right' })
}
