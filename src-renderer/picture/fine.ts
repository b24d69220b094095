import { levelColor } from '../canvas/color-maps'
import { drawFine } from '../canvas/fine/draw-fine'
import { drawVoice } from '../canvas/fine/draw-voice'
import { stftSpec, topOf } from '../canvas/fine/fine-look'
import type { FineLook } from '../canvas/fine/fine-look'
import { finePixels, rowBins } from '../canvas/fine/fine-picture'
import { hopAt } from '../canvas/fine/fine-tiles'
import { frequencyAxis } from '../canvas/fine/frequency-axis'
import type { FrequencyAxis } from '../canvas/fine/frequency-axis'
import { binsOf, createStft } from '../canvas/fine/stft'
import type { StftSpec } from '../canvas/fine/stft'
import type { TimeScale } from '../canvas/time-scale'
import { toPicture } from '../composables/use-canvas'
import { formatNumber } from '../text/format'
import { clipPanesWords } from '../text/words/clip-panes'
import { placeColorBar, placeFineAxis } from './axes'
import { PICTURE_SCALE, placePane } from './pane'
import type { Context, Place } from './pane'
import type { ClipPicture } from './picture'

/** The fine spectrogram of what is seen, in numbers. */
export interface FineLevels {
  readonly spec: StftSpec
  /** Float32 [frames x bins]. */
  readonly levels: Float32Array<ArrayBuffer>
  readonly frames: number
  readonly firstFrame: number
  readonly hop: number
  readonly sampleRateHz: number
}

export function fineLevels(
  look: FineLook,
  sound: { readonly samples: Float32Array; readonly sampleRateHz: number },
  seen: { readonly scale: TimeScale; readonly startSec: number; readonly endSec: number },
): FineLevels {
  const { samples, sampleRateHz } = sound
  const spec = stftSpec(look, sampleRateHz)
  const hop = hopAt(spec, seen.scale, sampleRateHz)
  const last = Math.floor(Math.max(0, samples.length - 1) / hop)
  const firstFrame = Math.min(last, Math.max(0, Math.floor((seen.startSec * sampleRateHz) / hop)))
  const frames = Math.min(last, Math.ceil((seen.endSec * sampleRateHz) / hop)) - firstFrame + 1
  return {
    spec,
    hop,
    firstFrame,
    frames,
    sampleRateHz,
    levels: createStft(spec).levels(samples, hop, firstFrame, frames),
  }
}

/** The fine spectrogram with its axis and its colour bar. */
export function placeFine(context: Context, picture: ClipPicture, look: FineLook, place: Place): void {
  const { scale, scrollPx, sampleRateHz } = picture
  const [startSec, endSec] = [scrollPx / scale.pxPerSec, (scrollPx + place.widthPx) / scale.pxPerSec]
  const fine = fineLevels(look, picture, { scale, startSec, endSec })
  const axis: FrequencyAxis = frequencyAxis(look.scale, topOf(look, sampleRateHz))
  const rows = rowBins(axis, Math.round(place.heightPx * PICTURE_SCALE), binsOf(fine.spec.fftSize), sampleRateHz)
  const { colorMap } = picture.look
  const { floorDb, ceilingDb } = look
  const pixels = finePixels(fine.levels, binsOf(fine.spec.fftSize), rows, { map: colorMap, floorDb, ceilingDb })
  const layer = { picture: toPicture(pixels), hopSec: fine.hop / sampleRateHz, firstFrame: fine.firstFrame }
  placePane(context, place, pane => {
    drawFine(pane, [layer], scale, { scrollPx, ...place })
    drawVoice(pane, picture.voice, axis, scale, { scrollPx, ...place })
  })
  placeFineAxis(context, picture.look, axis, place)
  const bar = { ...place, x: place.x + place.widthPx + 10, widthPx: 8 }
  const ends = [formatNumber(ceilingDb, 0), clipPanesWords.fineUnit, formatNumber(floorDb, 0)] as const
  placeColorBar(context, picture.look, bar, share => levelColor(colorMap, share), ends, '')
}
