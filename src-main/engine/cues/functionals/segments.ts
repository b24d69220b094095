import type { Seconds } from '#engine/base/units'

const rowSec = 0.01
const rowsToOpen = 3
const rowsToClose = 2

/**
 * Lengths of the stretches in which `isInside` holds: a stretch counts from three matching rows on and bridges a
 * single row that doesn't match. Length: last row minus first row, so one row short.
 */
export function segmentLengths(rows: number, isInside: (row: number) => boolean): Seconds[] {
  const lengths: Seconds[] = []
  let state: 'none' | 'candidate' | 'segment' = 'none'
  let start = 0
  let matching = 0
  let missing = 0
  for (let row = 0; row < rows; row++) {
    if (isInside(row)) {
      if (state === 'none') {
        start = row
        matching++
        state = 'candidate'
      } else {
        missing = 0
        if (state === 'candidate' && ++matching >= rowsToOpen) {
          matching = 0
          state = 'segment'
        }
      }
    } else if (state !== 'none' && ++missing >= rowsToClose) {
      if (state === 'segment') lengths.push((row - missing - start) * rowSec)
      state = 'none'
      matching = 0
      missing = 0
    }
  }
  if (state === 'segment') lengths.push((rows - (missing + 1) - start) * rowSec)
  return lengths
}
