/**
 * The fine spectrogram in pieces that are computed once and kept.
 *
 * Conventions: a tile holds TILE_FRAMES frames of one hop; tile t starts with frame t * TILE_FRAMES. Hops are powers of
 * two, so that zooming a little needs no new tiles, and zooming back finds the old ones.
 */
import type { TimeScale } from '../time-scale'
import type { StftSpec } from './stft'

export const TILE_FRAMES = 128

/** A column of the picture is never wider than this where the window is short enough to fill it. */
const MOST_PX_PER_FRAME = 2
/** Frames closer than this share of the window say nothing new. */
const LEAST_HOP_SHARE = 1 / 16
/** So that no sample falls between two windows. */
const MOST_HOP_SHARE = 1 / 2

/** Samples from one frame to the next, at this zoom. */
export function hopAt({ windowSize }: StftSpec, scale: TimeScale, sampleRateHz: number): number {
  const wanted = (MOST_PX_PER_FRAME * sampleRateHz) / scale.pxPerSec
  const [least, most] = [windowSize * LEAST_HOP_SHARE, windowSize * MOST_HOP_SHARE]
  const hop = 2 ** Math.floor(Math.log2(Math.max(1, Math.min(most, wanted))))
  return hop >= least ? hop : 2 ** Math.max(0, Math.ceil(Math.log2(least)))
}

export interface TileRange {
  readonly first: number
  /** Inclusive. */
  readonly last: number
}

/** The tiles that a stretch of samples needs. */
export function tilesOf(fromSample: number, toSample: number, length: number, hop: number): TileRange {
  const tileSamples = TILE_FRAMES * hop
  const lastFrame = Math.floor(Math.max(0, length - 1) / hop)
  const clamp = (tile: number): number => Math.min(Math.floor(lastFrame / TILE_FRAMES), Math.max(0, tile))
  // Half a hop: a frame is drawn to either side of its time.
  return {
    first: clamp(Math.floor((fromSample - hop / 2) / tileSamples)),
    last: clamp(Math.floor((toSample + hop / 2) / tileSamples)),
  }
}

/** Frames in a tile: the last one may be short. */
export function framesIn(tile: number, length: number, hop: number): number {
  const frames = Math.floor(Math.max(0, length - 1) / hop) + 1
  return Math.max(0, Math.min(TILE_FRAMES, frames - tile * TILE_FRAMES))
}

export const specKey = ({ shape, windowSize, fftSize }: StftSpec): string => `${shape}/${windowSize}/${fftSize}`
export const tileKey = (spec: StftSpec, hop: number, tile: number): string => `${specKey(spec)}/${hop}/${tile}`
