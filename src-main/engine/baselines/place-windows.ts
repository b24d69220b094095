import type { Seconds } from '#engine/base/units'
import type { Region } from '#engine/cues/region'
import type { Random } from '#engine/stats/random'

/**
 * Prepares placing windows of these lengths on the places, of which none overlaps another: each call gives one placement in
 * order of time, all placements without overlap being equally likely. null: they don't fit with room for one more; all
 * placements would be much the same, and the least difference from them look large.
 *
 * Several places are put end to end; a window that comes to lie over a seam falls into two parts. The windows take a
 * random order, and what is left of the places is cut at as many uniform points: between the cuts stand the windows.
 */
export function createPlacing(
  lengthsSec: readonly Seconds[],
  places: readonly Region[],
): ((random: Random) => Region[]) | null {
  const slackSec = totalSec(places) - lengthsSec.reduce((sum, lengthSec) => sum + lengthSec, 0)
  if (lengthsSec.length === 0 || slackSec < Math.min(...lengthsSec)) return null
  const cutsSec = new Float64Array(lengthsSec.length)
  const orderSec = Float64Array.from(lengthsSec)
  return random => {
    for (let i = 0; i < cutsSec.length; i++) cutsSec[i] = random.uniform() * slackSec
    cutsSec.sort()
    shuffle(orderSec, random)
    const windows: Region[] = []
    let usedSec = 0
    for (let i = 0; i < cutsSec.length; i++) {
      const startSec = cutsSec[i] + usedSec
      usedSec += orderSec[i]
      addParts(startSec, cutsSec[i] + usedSec, places, windows)
    }
    return windows
  }
}

export function totalSec(stretches: readonly Region[]): Seconds {
  return stretches.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0)
}

/** In place. What order the values were in before makes no difference. */
function shuffle(values: Float64Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[values[i], values[j]] = [values[j], values[i]]
  }
}

/** A stretch of the places put end to end, as parts of the clip. */
function addParts(fromSec: Seconds, toSec: Seconds, places: readonly Region[], parts: Region[]): void {
  let passedSec = 0
  for (const { startSec, endSec } of places) {
    const partStartSec = startSec + Math.max(0, fromSec - passedSec)
    const partEndSec = Math.min(endSec, startSec + toSec - passedSec)
    if (partEndSec > partStartSec) parts.push({ startSec: partStartSec, endSec: partEndSec })
    passedSec += endSec - startSec
  }
}
