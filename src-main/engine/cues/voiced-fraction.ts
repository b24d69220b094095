import type { Region } from './region'
import type { ClipEvidence } from './quality'
import { rowRanges } from './row-ranges'

/** Prepares telling which part of regions' 60 ms frames is voiced, 0..1; 0 where they hold none. */
export function createVoicedFraction({
  f0Hz,
  hopSec,
  middleSec,
}: Pick<ClipEvidence, 'f0Hz' | 'hopSec' | 'middleSec'>): (regions: readonly Region[]) => number {
  const voicedBefore = new Uint32Array(f0Hz.length + 1)
  f0Hz.forEach((hz, row) => (voicedBefore[row + 1] = voicedBefore[row] + Number(hz > 0)))
  return regions => {
    let [voiced, rows] = [0, 0]
    for (const { from, to } of rowRanges(f0Hz.length, hopSec, middleSec, regions)) {
      voiced += voicedBefore[to] - voicedBefore[from]
      rows += to - from
    }
    return rows === 0 ? 0 : voiced / rows
  }
}
