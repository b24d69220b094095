import type { Body } from '#engine/dsp/wasm/body'
import type { F32x4 } from '#engine/dsp/wasm/values'

type Four = readonly [F32x4, F32x4, F32x4, F32x4]

/** Rows become columns: lane i of result j is lane j of row i. */
export function transpose(body: Body, [a, b, c, d]: Four): Four {
  const abLow = body.let(a.pick(b, [0, 4, 1, 5]))
  const cdLow = body.let(c.pick(d, [0, 4, 1, 5]))
  const abHigh = body.let(a.pick(b, [2, 6, 3, 7]))
  const cdHigh = body.let(c.pick(d, [2, 6, 3, 7]))
  return [
    abLow.pick(cdLow, [0, 1, 4, 5]),
    abLow.pick(cdLow, [2, 3, 6, 7]),
    abHigh.pick(cdHigh, [0, 1, 4, 5]),
    abHigh.pick(cdHigh, [2, 3, 6, 7]),
  ]
}
