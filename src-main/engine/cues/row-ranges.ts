import type { Seconds } from '#engine/base/units'
import type { Region } from './region'

/** Rows `from` up to, not including, `to`. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/** Rows whose middle, row * hopSec + middleSec, lies in one of the regions (end exclusive): rising, none twice, none empty. */
export function rowRanges(
  rows: number,
  hopSec: Seconds,
  middleSec: Seconds,
  regions: readonly Region[] | 'all',
): RowRange[] {
  if (regions === 'all') return rows > 0 ? [{ from: 0, to: rows }] : []
  const ranges: RowRange[] = []
  let next = 0
  for (const { startSec, endSec } of inOrder(regions)) {
    const from = Math.max(next, firstRowAt(startSec, rows, hopSec, middleSec))
    const to = firstRowAt(endSec, rows, hopSec, middleSec)
    if (from >= to) continue
    ranges.push({ from, to })
    next = to
  }
  return ranges
}

function inOrder(regions: readonly Region[]): readonly Region[] {
  for (let i = 1; i < regions.length; i++)
    if (regions[i].startSec < regions[i - 1].startSec) return regions.toSorted((a, b) => a.startSec - b.startSec)
  return regions
}

/** Windows begin and end on frames' middles: which of them are in it must not hang on the last digit of a sum. */
const roundingSec = 1e-9

/** The first row whose middle is not before a time. */
function firstRowAt(timeSec: Seconds, rows: number, hopSec: Seconds, middleSec: Seconds): number {
  return Math.min(rows, Math.max(0, Math.ceil((timeSec - middleSec - roundingSec) / hopSec)))
}
