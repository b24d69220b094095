import type { NamedArray } from '#contracts/arrays'
import { colorTable, divergingAlpha, divergingMaps } from '../canvas/color-maps'
import { drawMatrix, frameTimes } from '../canvas/draw-matrix'
import { drawProfile } from '../canvas/draw-profile'
import { divergingPixels, levelPixels, magnitudeAt, symmetricLimit, timeProfile } from '../canvas/matrix-image'
import { drawOutline, outlineOf } from '../canvas/outline'
import { OUTLINED_FROM, profileColors } from '../canvas/explanation-look'
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
  const base = toPicture(levelPixels(logMel.data, bands, frames, look.colorMap, look.floorDb, look.ceilingDb))
  context.fillStyle = '#000'
  context.fillRect(below.x, below.y, below.widthPx, below.heightPx)
  placePane(context, below, pane => drawMatrix(pane, base, times, scale, view), 1, isOverlaid ? GREY : 'none')
  if (isOverlaid) {
    placePane(
      context,
      below,
      pane => {
        drawMatrix(pane, overlayOf(map, look), times, scale, view)
        if (!look.hasOutline) return
        const cutoff = magnitudeAt(map.data, look.threshold || OUTLINED_FROM)
        drawOutline(pane, outlineOf(map.data, bands, frames, cutoff), bands, times, scale, view)
      },
      look.overlayOpacity,
    )
  }
  const faint = { color: look.colors.faint, font: look.colors.font, align: 'right' as const }
  placeText(context, 'saliency', place.x - 8, place.y + profilePx / 2, faint)
  placeHertzAxis(context, look, (logMel.meta.melHz as number[] | undefined) ?? [], bands, below)
  placeBars(context, look, explanation, String(logMel.meta.unit ?? 'dB'), isOverlaid, below)
}

function overlayOf({ data, shape }: NamedArray, { threshold, divergingMap }: PictureLook): OffscreenCanvas {
  const cutoff = threshold > 0 ? magnitudeAt(data, threshold) : 0
  return toPicture(
    divergingPixels(data, shape[0], shape[1], { limit: symmetricLimit(data), cutoff, map: divergingMap }),
  )
}

function placeBars(
  context: Context,
  look: PictureLook,
  { map, mapUnit }: PicturedExplanation,
  levelUnit: string,
  isGrey: boolean,
  place: Place,
): void {
  const table = colorTable(look.colorMap)
  const levelColor = (share: number): string => {
    const at = 3 * Math.round(share * 255)
    const [red, green, blue] = [table[at], table[at + 1], table[at + 2]]
    if (!isGrey) return `rgb(${red}, ${green}, ${blue})`
    const grey = Math.round(0.82 * (0.2126 * red + 0.7152 * green + 0.0722 * blue))
    return `rgb(${grey}, ${grey}, ${grey})`
  }
  const bar = { ...place, x: place.x + place.widthPx + 10, widthPx: 8 }
  const ends = [formatNumber(look.ceilingDb, 0), levelUnit, formatNumber(look.floorDb, 0)] as const
  placeColorBar(context, look, bar, levelColor, ends, '')
  if (!map) return
  const { supports, against } = divergingMaps[look.divergingMap]
  const limit = scaleNumber(symmetricLimit(map.data))
  const mapColor = (share: number): string => {
    const value = 2 * share - 1
    return `rgba(${(value >= 0 ? supports : against).join(', ')}, ${divergingAlpha(value, 1)})`
  }
  placeColorBar(context, look, { ...bar, x: bar.x + 44 }, mapColor, [`+${limit}`, '0', `−${limit}`], mapUnit)
}
