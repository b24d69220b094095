import { I32 } from '#engine/dsp/wasm/values'
import type { Kernel, Workspace } from '#engine/dsp/wasm/workspace'
import { halves, rowBytes } from './side-by-side'

/** The strict local maxima of four curves side by side. */
export interface Maxima {
  /** Notes where any of the curves has one. */
  readonly mark: Kernel
  /**
   * Places in `values` of the highest maxima of one curve, 0..3, highest first, earlier first among equals; returns how many.
   */
  highest(lane: number, places: Int32Array): number
}

/** `values`: Float64 [points x 4] */
export function createMaxima(workspace: Workspace, values: Float64Array): Maxima {
  const points = values.length / 4
  // Rows in which any curve has a maximum, as byte offsets plus a bit for each curve that has; 0 after the last.
  const marks = workspace.i32(points)

  const mark: Kernel = body => {
    const next = body.variable(I32.of(marks.byteOffset))
    const at = (row: I32, offset: number) => halves.map(half => body.loadF64x2(row, values.byteOffset + half + offset))
    const before = at(I32.of(0), 0).map(value => body.variable(value))
    const here = at(I32.of(0), rowBytes).map(value => body.variable(value))
    body.loop(rowBytes, (points - 1) * rowBytes, rowBytes, row => {
      const after = at(row, rowBytes).map(value => body.let(value))
      const isMaximum = halves.map((_, h) => here[h].now.isAbove(before[h].now).and(here[h].now.isAbove(after[h])))
      const bits = body.let(isMaximum[0].bits().plus(isMaximum[1].bits().times(4)))
      // Written in any case; it stays only where the place moves on.
      body.storeI32(next.now, row.plus(bits))
      next.set(next.now.plus(I32.of(1).minus(bits.isZero()).times(4)))
      after.forEach((value, h) => {
        before[h].set(here[h].now)
        here[h].set(value)
      })
    })
    body.storeI32(next.now, I32.of(0))
  }

  function highest(lane: number, places: Int32Array): number {
    let count = 0
    let least = -Infinity
    for (let i = 0; marks[i] > 0; i++) {
      if (((marks[i] >> lane) & 1) === 0) continue
      const at = (marks[i] >> 5) * 4 + lane
      const value = values[at]
      if (value <= least) continue
      let place = count < places.length ? count++ : count - 1
      while (place > 0 && values[places[place - 1]] < value) {
        places[place] = places[place - 1]
        place--
      }
      places[place] = at
      if (count === places.length) least = values[places[count - 1]]
    }
    return count
  }

  return { mark, highest }
}
