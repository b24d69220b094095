import type { Variable } from '#engine/dsp/wasm/body'
import { F32x4, F64x2, I32 } from '#engine/dsp/wasm/values'
import type { Kernel, Workspace } from '#engine/dsp/wasm/workspace'
import { valueBytes } from '../fft32/butterflies'
import { rowBytes } from './side-by-side'

/**
 * Clears spectra between their peaks and smooths what is left: bins 3 or more away from both neighbouring maxima become 0,
 * then each bin becomes (before + 2 * itself + after) / 4; the last bin stays. Four spectra at once.
 *
 * `magnitude` Float32 [bins x 4]; `enhanced` Float64 [bins x 4]. References: [hermes1988].
 */
export interface PeakEnhancement {
  readonly enhanced: Float64Array
  readonly enhance: Kernel
}

/** A maximum keeps this many bins to either side of it. */
const reach = 2

export function createPeakEnhancement(workspace: Workspace, magnitude: Float32Array, bins: number): PeakEnhancement {
  const enhanced = workspace.f64(bins * 4)
  // Which bins are maxima, with as many rows before and after as a maximum reaches.
  const peaks = workspace.f32((bins + 2 * reach) * 4)
  const last = bins - 1
  const magnitudeAt = magnitude.byteOffset
  const peaksAt = peaks.byteOffset + reach * valueBytes

  const enhance: Kernel = body => {
    const one = body.let(F32x4.of(1))
    const count = body.variable(F32x4.of(0))
    const lastPeak = body.variable(F32x4.of(-1))
    const place = body.variable(F32x4.of(0))
    const note = (bin: I32, isPeak: F32x4): void => {
      const mask = body.let(isPeak)
      body.store(bin, mask, peaksAt)
      count.set(count.now.plus(one.and(mask)))
      lastPeak.set(place.now.where(mask, lastPeak.now))
      place.set(place.now.plus(one))
    }
    const value = (bin: I32, next = 0): F32x4 => body.loadF32x4(bin, magnitudeAt + next * valueBytes)
    const firstBin = I32.of(0)
    const lastBin = I32.of(last * valueBytes)
    note(firstBin, value(firstBin).isAbove(value(firstBin, 1)))
    const before = body.variable(value(firstBin))
    const here = body.variable(value(firstBin, 1))
    body.loop(valueBytes, last * valueBytes, valueBytes, bin => {
      const after = body.let(value(bin, 1))
      note(bin, here.now.isAbove(before.now).and(here.now.isAtLeast(after)))
      before.set(here.now)
      here.set(after)
    })
    note(lastBin, here.now.isAbove(before.now))

    // A single maximum, wherever it is, leaves the lowest three bins alone.
    const isSingle = body.let(count.now.isAtLeast(one).and(one.isAtLeast(count.now)))
    const three = body.let(F32x4.of(3))
    const hasBegun = body.variable(F32x4.of(0))
    const window = Array.from({ length: 2 * reach }, (_, i) =>
      body.variable(body.loadF32x4(I32.of(peaksAt + (i - reach) * valueBytes))),
    )
    place.set(F32x4.of(0))
    /** What is left of a bin; called for each in order. */
    const keep = (bin: I32): F32x4 => {
      const entering = body.let(body.loadF32x4(bin, peaksAt + reach * valueBytes))
      const isNear = body.let(window.reduce((near, { now }) => near.or(now), entering))
      hasBegun.set(hasBegun.now.or(isNear))
      const isKept = isNear.or(place.now.isAtLeast(lastPeak.now))
      const magnitude = body.let(value(bin))
      const amongMany = magnitude.and(isKept).where(hasBegun.now, magnitude)
      const kept = body.let(magnitude.and(three.isAbove(place.now)).where(isSingle, amongMany))
      shift(window, entering)
      place.set(place.now.plus(one))
      return kept
    }
    const quarter = body.let(F64x2.of(0.25))
    const smoothed = [0, 1].map(() => ({ before: body.variable(F64x2.of(0)), here: body.variable(F64x2.of(0)) }))
    const halvesOf = (four: F32x4) => [four.low(), four.high()]
    halvesOf(keep(firstBin)).forEach((half, h) => smoothed[h].here.set(half))
    body.loop(0, last * valueBytes, valueBytes, bin => {
      const following = keep(body.let(bin.plus(valueBytes)))
      const row = body.let(bin.times(rowBytes / valueBytes))
      halvesOf(following).forEach((half, h) => {
        const after = body.let(half)
        const { before, here } = smoothed[h]
        const sum = before.now.plus(here.now.plus(here.now)).plus(after)
        body.store(row, sum.times(quarter), enhanced.byteOffset + 16 * h)
        before.set(here.now)
        here.set(after)
      })
    })
    smoothed.forEach(({ here }, h) => body.store(I32.of(last * rowBytes), here.now, enhanced.byteOffset + 16 * h))
  }
  return { enhanced, enhance }
}

function shift(window: readonly Variable<F32x4>[], entering: F32x4): void {
  window.forEach((variable, i) => variable.set(i + 1 < window.length ? window[i + 1].now : entering))
}
