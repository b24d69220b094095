import type { Segment } from '#contracts/segment'
import type { Matrix } from '#engine/base/matrix'
import { encodePng } from './png'

const PIXELS_PER_FRAME = 3
const PIXELS_PER_MEL = 4
const BAR_PIXELS = 8

/**
 * The log-Mel in grey with the map over it: red supports the target, blue speaks against it, strength by the map's
 * largest absolute value; salient windows as bars below, the highest-ranked darkest. Low frequencies are at the bottom.
 */
export function explanationPng(logMel: Matrix, map: Matrix, segments: readonly Segment[], hopSec: number): Uint8Array {
  const width = logMel.cols * PIXELS_PER_FRAME
  const height = logMel.rows * PIXELS_PER_MEL + BAR_PIXELS
  const rgb = new Uint8Array(width * height * 3).fill(255)
  const low = logMel.data.reduce((a, b) => Math.min(a, b), Infinity)
  const high = logMel.data.reduce((a, b) => Math.max(a, b), -Infinity)
  const limit = map.data.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  for (let y = 0; y < height - BAR_PIXELS; y++) {
    const mel = logMel.rows - 1 - Math.floor(y / PIXELS_PER_MEL)
    for (let x = 0; x < width; x++) {
      const bin = mel * logMel.cols + Math.floor(x / PIXELS_PER_FRAME)
      const grey = high > low ? (1 - (logMel.data[bin] - low) / (high - low)) * 255 : 255
      const strength = limit > 0 ? map.data[bin] / limit : 0
      rgb.set(mixed(grey, strength), 3 * (y * width + x))
    }
  }
  for (const { startSec, endSec, rank } of segments)
    for (let y = height - BAR_PIXELS + 2; y < height; y++)
      for (let x = pixel(startSec, hopSec); x < Math.min(width, pixel(endSec, hopSec)); x++)
        rgb.fill(Math.min(200, 30 + 35 * rank), 3 * (y * width + x), 3 * (y * width + x) + 3)
  return encodePng(width, height, rgb)
}

function pixel(sec: number, hopSec: number): number {
  return Math.round((sec / hopSec) * PIXELS_PER_FRAME)
}

/** Grey, coloured by `strength` in [-1, 1]. */
function mixed(grey: number, strength: number): [number, number, number] {
  const weight = Math.min(1, Math.abs(strength)) * 0.75
  const [r, g, b] = strength > 0 ? [200, 30, 30] : [30, 60, 200]
  const mix = (colour: number): number => Math.round(grey * (1 - weight) + colour * weight)
  return [mix(r), mix(g), mix(b)]
}
