import type { NamedArray } from '#contracts/arrays'
import { frameTimes } from '../../canvas/draw-matrix'
import { formatNumber, formatSignificant } from '../../text/format'
import { binWords as told } from '../../text/words/clip-inspector'

/**
 * What the picture holds at a time and a height: frequency, level, saliency. `share`: 0..1 from the bottom of the
 * picture; outside of it, or of its frames, there is nothing to say.
 */
export function binWords(
  logMel: NamedArray,
  map: NamedArray | null,
  centersHz: readonly number[],
  sec: number,
  share: number,
): string[] {
  const { hopSec, firstFrameSec } = frameTimes(logMel.meta)
  const [mels, frames] = logMel.shape
  const frame = Math.round((sec - firstFrameSec) / hopSec)
  if (share < 0 || share >= 1 || frame < 0 || frame >= frames) return []
  const band = Math.floor(share * mels)
  const bin = band * frames + frame
  const words = [
    told.frequency(centersHz[band] ?? 0),
    told.level(formatNumber(logMel.data[bin], 1), String(logMel.meta.unit ?? 'dB')),
  ]
  if (map) words.push(told.saliency(formatSignificant(map.data[bin])))
  return words
}
