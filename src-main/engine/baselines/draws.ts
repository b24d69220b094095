import type { BaselineSettings } from '#contracts/settings'
import type { Seconds } from '#engine/base/units'
import type { RegionFigures } from '#engine/cues/cue-sums'
import type { Region } from '#engine/cues/region'
import { createRandom } from '#engine/stats/random'
import { createPlacing } from './place-windows'

/** What windows are drawn from. */
export interface BaselineGround {
  /** Where windows may lie: the clip, or its speech; none overlaps another. */
  readonly places: readonly Region[]
  readonly figuresOf: (windows: readonly Region[]) => RegionFigures
  /** Part of the windows' frames that is voiced, 0..1. */
  readonly voicedFractionOf: (windows: readonly Region[]) => number
  readonly settings: BaselineSettings
  /** 32 bits; of the clip and the settings. */
  readonly seed: number
}

/** Windows drawn at random, one draw after the other, each named by its number. */
export interface Draws {
  /** Part of a draw's frames, 0..1. */
  readonly voicedFraction: (draw: number) => number
  readonly windows: (draw: number) => Region[]
  readonly figures: (draw: number) => RegionFigures
}

/**
 * Draws of windows of given lengths; null where they can't be placed. Each is made once, however often it is asked for:
 * the windows of several methods are mostly as many and as long, and what is drawn depends on that and the seed only.
 */
export function createDraws(ground: BaselineGround): (lengthsSec: readonly Seconds[]) => Draws | null {
  const known = new Map<string, Draws | null>()
  return lengthsSec => {
    // To the microsecond: times of frames are sums and differ in their last digits.
    const lengths = lengthsSec.map(lengthSec => Math.round(lengthSec * 1e6) / 1e6).sort((a, b) => a - b)
    const key = lengths.join(' ')
    if (!known.has(key)) known.set(key, drawsOf(lengths, ground))
    return known.get(key)!
  }
}

function drawsOf(
  lengthsSec: readonly Seconds[],
  { places, figuresOf, voicedFractionOf, seed }: BaselineGround,
): Draws | null {
  const place = createPlacing(lengthsSec, places)
  if (place === null) return null
  const random = createRandom(seed)
  // As plain numbers: thousands of small objects that live on until the clip is done cost more than drawing them.
  const edgesSec: number[] = []
  const firstEdge: number[] = [0]
  const voiced: number[] = []
  const drawUpTo = (draw: number): void => {
    while (voiced.length <= draw) {
      const windows = place(random)
      for (const { startSec, endSec } of windows) edgesSec.push(startSec, endSec)
      firstEdge.push(edgesSec.length)
      voiced.push(voicedFractionOf(windows))
    }
  }
  const windowsOf = (draw: number): Region[] => {
    const windows: Region[] = []
    for (let edge = firstEdge[draw]; edge < firstEdge[draw + 1]; edge += 2)
      windows.push({ startSec: edgesSec[edge], endSec: edgesSec[edge + 1] })
    return windows
  }
  const known = new Map<number, RegionFigures>()
  return {
    voicedFraction(draw) {
      drawUpTo(draw)
      return voiced[draw]
    },
    windows(draw) {
      drawUpTo(draw)
      return windowsOf(draw)
    },
    figures(draw) {
      drawUpTo(draw)
      if (!known.has(draw)) known.set(draw, figuresOf(windowsOf(draw)))
      return known.get(draw)!
    },
  }
}
