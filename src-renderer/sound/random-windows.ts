import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Stretch } from '../canvas/play-plan'

/**
 * As many windows, as long, anywhere in the clip, in order of time; all placements without overlap are equally likely, and
 * the same seed gives the same one. The rule by which the engine draws windows to compare cues with (`anywhere`,
 * engine/baselines/place-windows.ts); it takes hundreds of draws of its own, and is pickier where voicing is matched: these
 * are one more, for the ear. null: they don't fit with room for one more.
 */
export function randomWindows(windows: readonly Stretch[], durationSec: number, seed: number): Stretch[] | null {
  const lengthsSec = windows.map(({ startSec, endSec }) => endSec - startSec)
  const slackSec = durationSec - lengthsSec.reduce((sum, lengthSec) => sum + lengthSec, 0)
  if (lengthsSec.length === 0 || slackSec < Math.min(...lengthsSec)) return null
  const generator = xoroshiro128plus(seed)
  const uniform = (): number => uniformFloat64(generator)
  const cutsSec = Float64Array.from(lengthsSec, () => uniform() * slackSec).sort()
  const orderSec = Float64Array.from(lengthsSec).sort()
  for (let i = orderSec.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    ;[orderSec[i], orderSec[j]] = [orderSec[j], orderSec[i]]
  }
  let usedSec = 0
  return Array.from(cutsSec, (cutSec, i) => {
    const startSec = cutSec + usedSec
    usedSec += orderSec[i]
    return { startSec, endSec: cutSec + usedSec }
  })
}
