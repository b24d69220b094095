import { colorTable, divergingMaps, levelOf, writeDiverging } from './color-maps'
import type { ColorMapName, DivergingMapName } from './color-maps'

/** RGBA, row 0 is the top of the picture: the highest mel band. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

/** `data` is Float32 [mels x frames], row-major, lowest band first; one pixel a bin. */
export function levelPixels(
  data: Float32Array,
  mels: number,
  frames: number,
  map: ColorMapName,
  floor: number,
  ceiling: number,
): Pixels {
  const table = colorTable(map)
  return paint(mels, frames, (rgba, at, bin) => {
    const level = 3 * levelOf(data[bin], floor, ceiling)
    rgba[at] = table[level]
    rgba[at + 1] = table[level + 1]
    rgba[at + 2] = table[level + 2]
    rgba[at + 3] = 255
  })
}

/** `data` as above; `limit` is the magnitude shown in full colour, below `cutoff` a bin is not shown at all. */
export function divergingPixels(
  data: Float32Array,
  mels: number,
  frames: number,
  { limit, cutoff, map }: { limit: number; cutoff: number; map: DivergingMapName },
): Pixels {
  const colors = divergingMaps[map]
  return paint(mels, frames, (rgba, at, bin) => {
    if (Math.abs(data[bin]) >= cutoff) writeDiverging(rgba, at, data[bin], limit, colors)
  })
}

function paint(
  mels: number,
  frames: number,
  write: (rgba: Uint8ClampedArray, at: number, bin: number) => void,
): Pixels {
  const rgba = new Uint8ClampedArray(mels * frames * 4)
  for (let band = 0; band < mels; band++) {
    const top = (mels - 1 - band) * frames
    for (let frame = 0; frame < frames; frame++) write(rgba, 4 * (top + frame), band * frames + frame)
  }
  return { width: frames, height: mels, rgba }
}

/** The magnitude that this share of bins stays below. */
export function magnitudeAt(data: Float32Array, share: number): number {
  if (data.length === 0) return 0
  const magnitudes = data.map(Math.abs).sort()
  return magnitudes[Math.min(magnitudes.length - 1, Math.floor(share * (magnitudes.length - 1)))]
}

/** The magnitude that all but the largest 0.5 % of bins stay below: one odd bin must not fade the rest. */
export function symmetricLimit(data: Float32Array): number {
  return magnitudeAt(data, 0.995) || magnitudeAt(data, 1)
}

/** Sum over bands of the positive part, per frame: where in time the decision was supported. Float64 [frames] */
export function timeProfile(data: Float32Array, mels: number, frames: number): Float64Array {
  const profile = new Float64Array(frames)
  for (let band = 0; band < mels; band++) {
    for (let frame = 0; frame < frames; frame++) profile[frame] += Math.max(0, data[band * frames + frame])
  }
  return profile
}
