import type { Body } from '#engine/dsp/wasm/body'
import { F32x4, type I32 } from '#engine/dsp/wasm/values'
import { halfSqrt2 } from './twiddles'

/**
 * The butterflies of a split-radix transform with every sum and product in float32, of four signals at once: value n of the
 * interleaved data (re, im, re, im...) is the 16 bytes from 16 n on, a lane for each signal. In place over the block of four
 * quarters that begins at `start`; `quarter` is their length in bytes. Twiddles as in `twiddles.ts`.
 */

/** Bytes of one value of four signals; a complex one takes two. */
export const valueBytes = 16

/** Sums and differences of the quarters; the third is turned by w^p, the fourth by w^-3p. `middle`: half a quarter on. */
export function plainButterflies(body: Body, start: I32, quarter: I32, middle: I32, twiddles: I32): void {
  const half = body.let(F32x4.of(halfSqrt2))
  const minusHalf = body.let(F32x4.of(-halfSqrt2))
  const turn = body.variable(twiddles)
  body.loop(start, body.let(start.plus(quarter)), 2 * valueBytes, a => {
    const [b, c, d] = laterQuarters(body, a, quarter)
    const { x0, x1, x2, x3 } = sumsAndDifferences(body, a, b, c, d)
    store(body, a, x0.re.plus(x2.re), x0.im.plus(x2.im))
    store(body, b, x0.re.minus(x2.re), x0.im.minus(x2.im))
    const u = keep(body, x1.re.minus(x3.im), x1.im.plus(x3.re))
    const v = keep(body, x1.re.plus(x3.im), x1.im.minus(x3.re))
    body.if(
      a.equals(middle),
      () => {
        store(body, c, half.times(u.re.minus(u.im)), half.times(u.im.plus(u.re)))
        store(body, d, minusHalf.times(v.re.plus(v.im)), minusHalf.times(v.im.minus(v.re)))
      },
      () => {
        const w = factors(body, turn.now, 0)
        const w3 = factors(body, turn.now, 8)
        store(body, c, ...turned(w, u))
        store(body, d, ...turnedBack(w3, v))
      },
    )
    turn.set(turn.now.plus(16))
  })
}

/** The same for values half a step further round the circle: all four quarters are turned, the odd ones by 90 degrees more. */
export function turnedButterflies(body: Body, start: I32, quarter: I32, twiddles: I32): void {
  const half = body.let(F32x4.of(halfSqrt2))
  const turn = body.variable(twiddles)
  body.loop(start, body.let(start.plus(quarter)), 2 * valueBytes, a => {
    const [b, c, d] = laterQuarters(body, a, quarter)
    const [va, vb, vc, vd] = [a, b, c, d].map(at => load(body, at))
    const x0 = keep(body, va.re.minus(vc.im), va.im.plus(vc.re))
    const x1 = keep(body, va.re.plus(vc.im), va.im.minus(vc.re))
    const x2 = keep(body, vb.re.minus(vd.im), vb.im.plus(vd.re))
    const x3 = keep(body, vb.re.plus(vd.im), vb.im.minus(vd.re))
    body.if(
      a.equals(start),
      () => {
        const y2 = keep(body, half.times(x2.re.minus(x2.im)), half.times(x2.im.plus(x2.re)))
        const y3 = keep(body, half.times(x3.re.minus(x3.im)), half.times(x3.im.plus(x3.re)))
        store(body, a, x0.re.plus(y2.re), x0.im.plus(y2.im))
        store(body, b, x0.re.minus(y2.re), x0.im.minus(y2.im))
        store(body, c, x1.re.minus(y3.im), x1.im.plus(y3.re))
        store(body, d, x1.re.plus(y3.im), x1.im.minus(y3.re))
      },
      () => {
        const y0 = keep(body, ...turned(factors(body, turn.now, 0), x0))
        const y2 = keep(body, ...turned(factors(body, turn.now, 8), x2))
        store(body, a, y0.re.plus(y2.re), y0.im.plus(y2.im))
        store(body, b, y0.re.minus(y2.re), y0.im.minus(y2.im))
        const y1 = keep(body, ...turnedBack(factors(body, turn.now, 16), x1))
        const y3 = keep(body, ...turnedBack(factors(body, turn.now, 24), x3))
        store(body, c, y1.re.plus(y3.re), y1.im.plus(y3.im))
        store(body, d, y1.re.minus(y3.re), y1.im.minus(y3.im))
      },
    )
    turn.set(turn.now.plus(32))
  })
}

/** Two values: sum and difference; `isTurned`: of the first and i times the second. */
export function pair(body: Body, at: I32, isTurned: boolean): void {
  const first = load(body, at)
  const second = load(body, at, 2 * valueBytes)
  const sum = isTurned
    ? keep(body, first.re.minus(second.im), first.im.plus(second.re))
    : keep(body, first.re.plus(second.re), first.im.plus(second.im))
  const difference = isTurned
    ? keep(body, first.re.plus(second.im), first.im.minus(second.re))
    : keep(body, first.re.minus(second.re), first.im.minus(second.im))
  store(body, at, sum.re, sum.im)
  store(body, at.plus(2 * valueBytes), difference.re, difference.im)
}

interface Complex {
  readonly re: F32x4
  readonly im: F32x4
}

function sumsAndDifferences(body: Body, a: I32, b: I32, c: I32, d: I32) {
  const [va, vb, vc, vd] = [a, b, c, d].map(at => load(body, at))
  return {
    x0: keep(body, va.re.plus(vc.re), va.im.plus(vc.im)),
    x1: keep(body, va.re.minus(vc.re), va.im.minus(vc.im)),
    x2: keep(body, vb.re.plus(vd.re), vb.im.plus(vd.im)),
    x3: keep(body, vb.re.minus(vd.re), vb.im.minus(vd.im)),
  }
}

function laterQuarters(body: Body, a: I32, quarter: I32): [I32, I32, I32] {
  const b = body.let(a.plus(quarter))
  const c = body.let(b.plus(quarter))
  return [b, c, body.let(c.plus(quarter))]
}

/** w z */
function turned(w: Complex, z: Complex): [F32x4, F32x4] {
  return [w.re.times(z.re).minus(w.im.times(z.im)), w.re.times(z.im).plus(w.im.times(z.re))]
}

/** z over w, w on the unit circle */
function turnedBack(w: Complex, z: Complex): [F32x4, F32x4] {
  return [w.re.times(z.re).plus(w.im.times(z.im)), w.re.times(z.im).minus(w.im.times(z.re))]
}

function factors(body: Body, at: I32, offset: number): Complex {
  return keep(body, body.splatF32(at, offset), body.splatF32(at, offset + 4))
}

function load(body: Body, at: I32, offset = 0): Complex {
  return keep(body, body.loadF32x4(at, offset), body.loadF32x4(at, offset + valueBytes))
}

function keep(body: Body, re: F32x4, im: F32x4): Complex {
  return { re: body.let(re), im: body.let(im) }
}

function store(body: Body, at: I32, re: F32x4, im: F32x4): void {
  body.store(at, re)
  body.store(at, im, valueBytes)
}
