import { createPlacing } from '#engine/baselines/place-windows'
import type { Region } from '#engine/cues/region'
import type { DemoTruth } from '#engine/demo/truth'
import { binomialTail } from '#engine/stats/binomial'
import { mean } from '#engine/stats/moments'
import { createRandom } from '#engine/stats/random'

/** How much of some windows lies in the gesture, in seconds, beside windows drawn at random. */
export interface Hits {
  readonly windowsSec: number
  readonly hitSec: number
  /** Float64 [draws] */
  readonly drawnSec: Float64Array
}

export interface HitTest {
  readonly clips: number
  /** Of the windows' time, the part in the gesture; and by chance. */
  readonly share: number
  readonly chanceShare: number
  /** One-sided: a draw of every clip together is one way it could have come out by chance. */
  readonly p: number
  /** Of the clips, those with more than by chance, and how likely so many are. */
  readonly aboveShare: number
  readonly signP: number
}

/** Against as many windows of the same lengths in the clip's speech; null where they don't fit with room for one more. */
export function hitsOf(windows: readonly Region[], truth: DemoTruth, draws: number, seed: number): Hits | null {
  const place = createPlacing(windows.map(lengthSec), speechOf(truth))
  if (place === null) return null
  const random = createRandom(seed)
  return {
    windowsSec: sum(windows.map(lengthSec)),
    hitSec: overlapSec(windows, truth.gesture),
    drawnSec: Float64Array.from({ length: draws }, () => overlapSec(place(random), truth.gesture)),
  }
}

export function testHits(clips: readonly Hits[]): HitTest {
  const windowsSec = sum(clips.map(clip => clip.windowsSec))
  const hitSec = sum(clips.map(clip => clip.hitSec))
  const drawnSec = Array.from(clips[0].drawnSec, (_, draw) => sum(clips.map(clip => clip.drawnSec[draw])))
  const above = clips.filter(clip => clip.hitSec > mean(clip.drawnSec)!).length
  return {
    clips: clips.length,
    share: hitSec / windowsSec,
    chanceShare: mean(drawnSec)! / windowsSec,
    p: (1 + drawnSec.filter(sec => sec >= hitSec).length) / (1 + drawnSec.length),
    aboveShare: above / clips.length,
    signP: binomialTail(above, clips.length),
  }
}

/** What is said, without the pauses between words. */
function speechOf({ phones }: DemoTruth): Region[] {
  const stretches: Region[] = []
  for (const { startSec, endSec } of phones) {
    const last = stretches.at(-1)
    const isNext = last !== undefined && startSec - last.endSec < 1e-3
    if (isNext) stretches[stretches.length - 1] = { startSec: last.startSec, endSec }
    else stretches.push({ startSec, endSec })
  }
  return stretches
}

function overlapSec(windows: readonly Region[], { startSec, endSec }: Region): number {
  return sum(windows.map(window => Math.max(0, Math.min(window.endSec, endSec) - Math.max(window.startSec, startSec))))
}

function lengthSec({ startSec, endSec }: Region): number {
  return endSec - startSec
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
