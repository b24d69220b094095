import type { Body } from '#engine/dsp/wasm/body'
import { F64x2, I32 } from '#engine/dsp/wasm/values'
import type { Kernel, Workspace } from '#engine/dsp/wasm/workspace'
import type { Framing } from '../frame-grid'
import type { Hertz } from '#engine/base/units'
import { halves, rowBytes } from './side-by-side'

export const lowestHz = 25

/** A spectrum's axis in octaves: `bins` points from 25 Hz to half the rate. */
export interface OctaveAxis {
  readonly points: number
  /** log2(Hz) of point 0 and from one point to the next. */
  readonly first: number
  readonly step: number
  /** Points an octave, in float32, counted with one point too many. */
  readonly pointsPerOctave: number
}

export function octaveAxis({ bins, binHz }: Framing): OctaveAxis {
  const topHz: Hertz = binHz * (bins - 1)
  const first = Math.log2(lowestHz)
  return {
    points: bins,
    first,
    step: (Math.log2(topHz) - first) / (bins - 1),
    pointsPerOctave: Math.fround(bins / Math.log2(topHz / lowestHz)),
  }
}

/**
 * Natural cubic spline through spectra over log2 frequency (bin 0 stands one step of bins 1-2 below bin 1), at the points of
 * the octave axis; negative values become 0, then each is weighted. Four spectra at once.
 * The system depends on the axis only, so it is factored once and each frame costs two sweeps and an evaluation.
 *
 * `spectrum`, `resampled`: Float64 [bins x 4]; `weighting` [bins], not negative.
 */
export function createOctaveSpline(
  workspace: Workspace,
  framing: Framing,
  spectrum: Float64Array,
  resampled: Float64Array,
  weighting: Float64Array,
): Kernel {
  const { bins, binHz } = framing
  const { first, step } = octaveAxis(framing)
  const knots = Float64Array.from({ length: bins }, (_, k) => Math.log2(k * binHz))
  knots[0] = 2 * knots[1] - knots[2]

  // 1 / gap after a knot, lower, 1 / pivot, upper: as the sweeps read them. [bins x 4]
  const system = workspace.f64(4 * bins)
  let upperBefore = 0
  for (let k = 0; k < bins - 1; k++) {
    system[4 * k] = 1 / (knots[k + 1] - knots[k])
    if (k === 0) continue
    const gapBefore = knots[k] - knots[k - 1]
    const gapAfter = knots[k + 1] - knots[k]
    const lower = gapBefore / 6
    const inversePivot = 1 / ((gapBefore + gapAfter) / 3 - lower * upperBefore)
    upperBefore = (gapAfter / 6) * inversePivot
    system.set([lower, inversePivot, upperBefore], 4 * k + 1)
  }

  // Point j lies between knots k and the next: where their rows begin, and four weights for their values and second derivatives.
  const intervals = workspace.i32(bins)
  const weights = workspace.f64(4 * bins)
  for (let j = 0, k = 0; j < bins; j++) {
    const target = first + j * step
    while (k < bins - 2 && knots[k + 1] <= target) k++
    const gap = knots[k + 1] - knots[k]
    const a = (knots[k + 1] - target) / gap
    const b = (target - knots[k]) / gap
    intervals[j] = k * rowBytes
    const parts = [a, b, ((a ** 3 - a) * gap * gap) / 6, ((b ** 3 - b) * gap * gap) / 6]
    weights.set(
      parts.map(part => part * weighting[j]),
      4 * j,
    )
  }

  // Second derivatives; 0 in the first and the last row.
  const second = workspace.f64(bins * 4)
  const [spectrumAt, secondAt, systemAt] = [spectrum.byteOffset, second.byteOffset, system.byteOffset]
  const load = (body: Body, row: I32, at: number): F64x2[] => halves.map(half => body.loadF64x2(row, at + half))
  const keep = (body: Body, values: F64x2[]): F64x2[] => values.map(value => body.let(value))

  function sweepUp(body: Body): void {
    const start = I32.of(0)
    const here = load(body, start, spectrumAt + rowBytes).map(value => body.variable(value))
    const gap = body.splatF64(start, systemAt)
    const slopeBefore = here.map(({ now }, h) =>
      body.variable(now.minus(body.loadF64x2(start, spectrumAt + halves[h])).times(gap)),
    )
    const secondBefore = halves.map(() => body.variable(F64x2.of(0)))
    body.loop(rowBytes, (bins - 1) * rowBytes, rowBytes, row => {
      const [inverseGap, lower, inversePivot] = keep(
        body,
        [0, 8, 16].map(field => body.splatF64(row, systemAt + field)),
      )
      load(body, row, spectrumAt + rowBytes).forEach((value, h) => {
        const after = body.let(value)
        const slope = body.let(after.minus(here[h].now).times(inverseGap))
        const bend = slope.minus(slopeBefore[h].now).minus(lower.times(secondBefore[h].now)).times(inversePivot)
        secondBefore[h].set(bend)
        body.store(row, secondBefore[h].now, secondAt + halves[h])
        slopeBefore[h].set(slope)
        here[h].set(after)
      })
    })
  }

  function sweepDown(body: Body): void {
    const after = load(body, I32.of((bins - 2) * rowBytes), secondAt).map(value => body.variable(value))
    body.loop(2 * rowBytes, (bins - 1) * rowBytes, rowBytes, counter => {
      const row = body.let(I32.of((bins - 1) * rowBytes).minus(counter))
      const upper = body.let(body.splatF64(row, systemAt + 24))
      load(body, row, secondAt).forEach((value, h) => {
        after[h].set(value.minus(upper.times(after[h].now)))
        body.store(row, after[h].now, secondAt + halves[h])
      })
    })
  }

  function evaluate(body: Body): void {
    const zero = body.let(F64x2.of(0))
    const interval = body.variable(I32.of(intervals.byteOffset))
    body.loop(0, bins * rowBytes, rowBytes, point => {
      const row = body.let(body.loadI32(interval.now))
      interval.set(interval.now.plus(4))
      const [a, b, c, d] = keep(
        body,
        [0, 8, 16, 24].map(field => body.splatF64(point, weights.byteOffset + field)),
      )
      for (const half of halves) {
        const at = (base: number, next: number) => body.loadF64x2(row, base + next * rowBytes + half)
        const values = a.times(at(spectrumAt, 0)).plus(b.times(at(spectrumAt, 1)))
        const value = values.plus(c.times(at(secondAt, 0))).plus(d.times(at(secondAt, 1)))
        body.store(point, value.max(zero), resampled.byteOffset + half)
      }
    })
  }

  return body => {
    sweepUp(body)
    sweepDown(body)
    evaluate(body)
  }
}
