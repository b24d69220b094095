import type { NamedArray } from '#contracts/arrays'
import { colorTable, divergingAlpha, divergingMaps, levelColor } from '../canvas/color-maps'
import { drawMatrix, frameTimes } from '../canvas/draw-matrix'
import { drawProfile } from '../canvas/draw-profile'
import { drawContours } from '../canvas/contours'
import { contoursOf, profileColors } from '../canvas/explanation-look'
import { divergingPixels, levelPixels, magnitudeAt, timeProfile } from '../canvas/matrix-image'
import { toPicture } from '../composables/use-canvas'
import { formatNumber, scaleNumber } from '../text/format'
import { placeColorBar, placeHertzAxis } from './axes'
import type { ClipPicture, PictureLook, PicturedExplanation } from './picture'
import { placePane, placeText } from './pane'
import type { Context, Place } from './pane'

/** Under the overlay the picture keeps its levels and loses its hues. */
const GREY = 'grayscale(1) brightness(0.82)'

/** The profile over time, and the map over the spectrogram, with their axes. */
export function placeExplanation(
  context: Context,
  picture: ClipPicture,
  explanation: PicturedExplanation,
  place: Place,
  profilePx: number,
): void {
  const logMel = picture.logMel as NamedArray
  const { look, scale, scrollPx } = picture
  const { map } = explanation
  const times = frameTimes(logMel.meta)
  const top = { ...place, heightPx: profilePx }
  const below = { ...place, y: place.y + profilePx, heightPx: place.heightPx - profilePx }
  const view = { scrollPx, ...below }
  if (map) {
    const profile = timeProfile(map.data, map.shape[0], map.shape[1])
    const colors = profileColors(look.divergingMap, look.isDark)
    placePane(context, top, pane => drawProfile(pane, profile, times, scale, { scrollPx, ...top }, colors))
  }
  const [bands, frames] = logMel.shape
  const isOverlaid = map !== null && look.overlayOpacity > 0
  const base = toPicture(levelPixels(logMel.data, bands, frames, look.colorMap, look.levels.floor, look.levels.ceiling))
  context.fillStyle = '#000'
  context.fillRect(below.x, below.y, below.widthPx, below.heightPx)
  placePane(context, below, pane => drawMatrix(pane, base, times, scale, view), 1, isOverlaid ? GREY : 'none')
  if (isOverlaid) {
    placePane(
      context,
      below,
      pane => {
        drawMatrix(pane, overlayOf(map, explanation.limit, look), times, scale, view)
        if (!look.hasOutline) return
        const contours = contoursOf(map.data, bands, frames, look.threshold)
        drawContours(pane, contours, bands, times, scale, view)
      },
      look.overlayOpacity,
    )
  }
  const faint = { color: look.colors.faint, font: look.colors.font, align: 'right' as const }
  placeText(context, 'saliency', place.x - 8, place.y + profilePx / 2, faint)
  placeHertzAxis(context, look, (logMel.meta.melHz as number[] | undefined) ?? [], bands, below)
  placeBars(context, look, explanation, String(logMel.meta.unit ?? 'dB'), isOverlaid, below)
}

function overlayOf(
  { data, shape }: NamedArray,
  limit: number,
  { threshold, divergingMap }: PictureLook,
): OffscreenCanvas {
  const cutoff = threshold > 0 ? magnitudeAt(data, threshold) : 0
  return toPicture(divergingPixels(data, shape[0], shape[1], { limit, cutoff, map: divergingMap }))
}

function placeBars(
  context: Context,
  look: PictureLook,
  { map, mapUnit, limit }: PicturedExplanation,
  levelUnit: string,
  isGrey: boolean,
  place: Place,
): void {
  const table = colorTable(look.colorMap)
  const greyOf = (share: number): string => {
    const at = 3 * Math.round(share * 255)
    const grey = Math.round(0.82 * (0.2126 * table[at] + 0.7152 * table[at + 1] + 0.0722 * table[at + 2]))
    return `rgb(${grey}, ${grey}, ${grey})`
  }
  const colorAt = (share: number): string => (isGrey ? greyOf(share) : levelColor(look.colorMap, share))
  const bar = { ...place, x: place.x + place.widthPx + 10, widthPx: 8 }
  const ends = [formatNumber(look.levels.ceiling, 0), levelUnit, formatNumber(look.levels.floor, 0)] as const
  placeColorBar(context, look, bar, colorAt, ends, '')
  if (!map) return
  const { supports, against } = divergingMaps[look.divergingMap]
  const limitText = scaleNumber(limit)
  const mapColor = (share: number): string => {
    const value = 2 * share - 1
    return `rgba(${(value >= 0 ? supports : against).join(', ')}, ${divergingAlpha(value, 1)})`
  }
  placeColorBar(context, look, { ...bar, x: bar.x + 44 }, mapColor, [`+${limitText}`, '0', `−${limitText}`], mapUnit)
}
