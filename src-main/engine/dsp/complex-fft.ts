import { keepRecent } from './keep-recent'
import type { Body } from './wasm/body'
import { I32, type F64x2 } from './wasm/values'
import { createWorkspace, type Kernel } from './wasm/workspace'

/** A complex transform in place whose caller puts the input in order: element n of the signal at `reversed[n]`. */
export interface ComplexFft {
  /** Bit reversal, its own inverse. */
  readonly reversed: Uint32Array
  /** In place, not normalised: bit-reversed order in, natural order out. */
  transform(re: Float64Array, im: Float64Array): void
}

const realBytes = 8
/** Larger ones are rare, and would hold much memory. */
const MOST_KEPT_SIZE = 65536

/** `size`: a power of two from 4. Radix 4, after one radix-2 pass where the power is odd. */
export function createComplexFft(size: number): ComplexFft {
  return size <= MOST_KEPT_SIZE ? fftOf(size) : newComplexFft(size)
}

/** Between two calls nothing is left in the work area: any number of users can share one. */
const fftOf = keepRecent(8, newComplexFft)

function newComplexFft(size: number): ComplexFft {
  const workspace = createWorkspace(4096 + 64 * size)
  // Eight at least: the first pass takes so many at once.
  const re = workspace.f64(Math.max(8, size))
  const im = workspace.f64(Math.max(8, size))
  const hasOddPower = Math.log2(size) % 2 === 1
  const passes: Kernel[] = [hasOddPower ? firstPassOfTwo(re, im) : firstPassOfFour(re, im)]
  for (let quarter = hasOddPower ? 2 : 4; quarter < size; quarter *= 4) {
    const twiddles = workspace.f64(6 * quarter)
    twiddles.set(twiddlesOf(quarter))
    passes.push(passOfFour(re, im, quarter, twiddles))
  }
  const { run } = workspace.compile({ run: body => passes.forEach(pass => pass(body)) })
  const [ownRe, ownIm] = [re.subarray(0, size), im.subarray(0, size)]

  function transform(callersRe: Float64Array, callersIm: Float64Array): void {
    copy(callersRe, ownRe)
    copy(callersIm, ownIm)
    run()
    callersRe.set(ownRe)
    callersIm.set(ownIm)
  }
  return { reversed: bitReversal(size), transform }
}

/** As much as there is room for: callers' arrays may be longer. */
function copy(from: Float64Array, to: Float64Array): void {
  to.set(from.length > to.length ? from.subarray(0, to.length) : from)
}

function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size)
  for (let n = 1; n < size; n++) reversed[n] = (reversed[n >> 1] >> 1) | (n & 1 ? size >> 1 : 0)
  return reversed
}

/** w^2k, w^k, w^3k, w = exp(-2 pi i / (4 quarter)), for two k at a time: both cosines, both sines. In order of use. */
function twiddlesOf(quarter: number): Float64Array {
  const twiddles = new Float64Array(6 * quarter)
  for (let k = 0; k < quarter; k++) {
    for (const [slot, power] of [2, 1, 3].entries()) {
      const angle = (-2 * Math.PI * power * k) / (4 * quarter)
      const at = 12 * Math.floor(k / 2) + 4 * slot + (k % 2)
      twiddles[at] = Math.cos(angle)
      twiddles[at + 2] = Math.sin(angle)
    }
  }
  return twiddles
}

interface Complex {
  readonly re: F64x2
  readonly im: F64x2
}

/** Two pairs at once: a lane for each. */
function firstPassOfTwo(re: Float64Array, im: Float64Array): Kernel {
  return body => {
    body.loop(0, realBytes * re.length, 4 * realBytes, at => {
      for (const values of [re, im]) {
        const load = (i: number) => body.let(body.loadF64x2(at, values.byteOffset + i * realBytes))
        const [first, second] = [load(0), load(2)]
        const a = body.let(first.pick(second, [0, 2]))
        const b = body.let(first.pick(second, [1, 3]))
        const sum = body.let(a.plus(b))
        const difference = body.let(a.minus(b))
        body.store(at, sum.pick(difference, [0, 2]), values.byteOffset)
        body.store(at, sum.pick(difference, [1, 3]), values.byteOffset + 2 * realBytes)
      }
    })
  }
}

/** Two blocks of four at once: a lane for each. */
function firstPassOfFour(re: Float64Array, im: Float64Array): Kernel {
  return body => {
    body.loop(0, realBytes * re.length, 8 * realBytes, at => {
      const load = (values: Float64Array) => {
        const [v01, v23, w01, w23] = [0, 2, 4, 6].map(i =>
          body.let(body.loadF64x2(at, values.byteOffset + i * realBytes)),
        )
        return [v01.pick(w01, [0, 2]), v01.pick(w01, [1, 3]), v23.pick(w23, [0, 2]), v23.pick(w23, [1, 3])]
      }
      const ims = load(im)
      const [a, b, c, d] = load(re).map((value, i) => keep(body, value, ims[i]))
      const turned = butterfly(body, a, b, c, d)
      for (const [part, values] of [['re', re] as const, ['im', im] as const]) {
        const [v0, v1, v2, v3] = turned.map(value => value[part])
        const places = [v0.pick(v1, [0, 2]), v2.pick(v3, [0, 2]), v0.pick(v1, [1, 3]), v2.pick(v3, [1, 3])]
        places.forEach((value, i) => body.store(at, value, values.byteOffset + 2 * i * realBytes))
      }
    })
  }
}

/** Two radix-2 passes at once: with bit-reversed input the quarters stand in the order 0, 2, 1, 3. */
function passOfFour(re: Float64Array, im: Float64Array, quarter: number, twiddles: Float64Array): Kernel {
  const quarterBytes = quarter * realBytes
  return body => {
    body.loop(0, realBytes * re.length, 4 * quarterBytes, block => {
      const turn = body.variable(I32.of(twiddles.byteOffset))
      body.loop(block, body.let(block.plus(quarterBytes)), 2 * realBytes, at => {
        const load = (values: Float64Array, q: number) => body.loadF64x2(at, values.byteOffset + q * quarterBytes)
        const [a, b, c, d] = [0, 1, 2, 3].map(q => {
          const value = keep(body, load(re, q), load(im, q))
          if (q === 0) return value
          const factor = (i: number) => body.let(body.loadF64x2(turn.now, (4 * (q - 1) + i) * realBytes))
          const [cos, sin] = [factor(0), factor(2)]
          return keep(
            body,
            value.re.times(cos).minus(value.im.times(sin)),
            value.re.times(sin).plus(value.im.times(cos)),
          )
        })
        butterfly(body, a, b, c, d).forEach((value, q) => {
          body.store(at, value.re, re.byteOffset + q * quarterBytes)
          body.store(at, value.im, im.byteOffset + q * quarterBytes)
        })
        turn.set(turn.now.plus(12 * realBytes))
      })
    })
  }
}

/** The transform of four values that stand in the order 0, 2, 1, 3. */
function butterfly(body: Body, a: Complex, b: Complex, c: Complex, d: Complex): Complex[] {
  const sum = keep(body, a.re.plus(b.re), a.im.plus(b.im))
  const difference = keep(body, a.re.minus(b.re), a.im.minus(b.im))
  const otherSum = keep(body, c.re.plus(d.re), c.im.plus(d.im))
  const otherDifference = keep(body, c.re.minus(d.re), c.im.minus(d.im))
  return [
    keep(body, sum.re.plus(otherSum.re), sum.im.plus(otherSum.im)),
    keep(body, difference.re.plus(otherDifference.im), difference.im.minus(otherDifference.re)),
    keep(body, sum.re.minus(otherSum.re), sum.im.minus(otherSum.im)),
    keep(body, difference.re.minus(otherDifference.im), difference.im.plus(otherDifference.re)),
  ]
}

function keep(body: Body, re: F64x2, im: F64x2): Complex {
  return { re: body.let(re), im: body.let(im) }
}
