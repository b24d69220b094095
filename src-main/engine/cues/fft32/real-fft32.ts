import type { Body } from '#engine/dsp/wasm/body'
import { F32x4, I32 } from '#engine/dsp/wasm/values'
import type { Kernel, Workspace } from '#engine/dsp/wasm/workspace'
import { pair, plainButterflies, turnedButterflies, valueBytes } from './butterflies'
import { firstTwiddles, plainTwiddles, turnedTwiddles } from './twiddles'

/**
 * The discrete Fourier transform of four real signals at once, in float32 throughout and in the order of operations of Ooura's
 * split-radix `rdft`, which openSMILE uses: equal to it bit for bit. Formants need that: their linear prediction is so
 * ill-conditioned that the rounding of the transform shows. For everything else `dsp/fft.ts` is more exact.
 *
 * Conventions: X[k] = sum x[n] exp(-2 pi i k n / size), not normalised; in each array the four signals' values stand side
 * by side.
 * References: [ooura2006].
 */
export interface RealFft32 {
  readonly size: number
  /** The signals; used up. [size x 4] */
  readonly input: Float32Array
  /** [size/2 + 1 x 4], and zeros up to a multiple of four rows */
  readonly re: Float32Array
  readonly im: Float32Array
  readonly transform: Kernel
}

/** A block of the data that takes a butterfly. */
interface Block {
  readonly start: number
  readonly points: number
  readonly isTurned: boolean
}

/** `size`: a power of two, 32 or more; the bits are openSMILE's from 256 to 8192. */
export function createRealFft32(workspace: Workspace, size: number): RealFft32 {
  const points = size / 2
  const input = workspace.f32(size * 4)
  const rows = 4 * Math.ceil((points + 1) / 4)
  const re = workspace.f32(rows * 4)
  const im = workspace.f32(rows * 4)
  const inPlace = butterflies(workspace, input, points)
  const untangled = untangle(workspace, { input, re, im }, size)
  const transform: Kernel = body => {
    inPlace(body)
    untangled(body)
  }
  return { size, input, re, im, transform }
}

const none = new Float32Array(0)
/** start, quarter, middle, twiddles (addresses and lengths in bytes), isTurned. */
const entryLength = 5

/** From the whole down to blocks of four values, or of two; the order among equals is free. */
function butterflies(workspace: Workspace, data: Float32Array, points: number): Kernel {
  const entries: number[] = []
  let level: Block[] = [{ start: 0, points, isTurned: false }]
  for (let isFirst = true; level[0].points >= 4; isFirst = false) {
    const size = level[0].points
    const [plain, turned] = [
      isFirst ? firstTwiddles(size) : plainTwiddles(size),
      isFirst ? none : turnedTwiddles(size),
    ].map(values => copyOf(workspace, values).byteOffset)
    const quarterBytes = (size / 2) * valueBytes
    for (const { start, isTurned } of level) {
      const at = data.byteOffset + start * valueBytes
      const middle = size >= 8 ? at + quarterBytes / 2 : 0
      entries.push(at, quarterBytes, middle, isTurned ? turned : plain, Number(isTurned))
    }
    level = level.flatMap(({ start, isTurned }) =>
      [false, true, false, isTurned].map((isTurned, q) => ({
        start: start + (q * size) / 2,
        points: size / 4,
        isTurned,
      })),
    )
  }
  const plan = workspace.i32(entries.length)
  plan.set(entries)
  const leaves = level[0].points === 2 ? level : []
  const places = [false, true].map(isTurned => {
    const starts = leaves
      .filter(leaf => leaf.isTurned === isTurned)
      .map(leaf => data.byteOffset + leaf.start * valueBytes)
    const list = workspace.i32(starts.length)
    list.set(starts)
    return list
  })

  return body => {
    forEach(body, plan, entryLength, entry => {
      const [start, quarter, middle, twiddles] = [0, 1, 2, 3].map(i => body.let(body.loadI32(entry, 4 * i)))
      body.if(
        body.loadI32(entry, 16).equals(1),
        () => turnedButterflies(body, start, quarter, twiddles),
        () => plainButterflies(body, start, quarter, middle, twiddles),
      )
    })
    places.forEach((list, i) => forEach(body, list, 1, entry => pair(body, body.let(body.loadI32(entry)), i === 1)))
  }
}

function forEach(body: Body, list: Int32Array, entryLength: number, visit: (entry: I32) => void): void {
  body.loop(list.byteOffset, list.byteOffset + 4 * list.length, 4 * entryLength, visit)
}

/** From the transform of the even and odd samples as real and imaginary parts to that of the real signal. */
function untangle(
  workspace: Workspace,
  { input, re, im }: Pick<RealFft32, 'input' | 're' | 'im'>,
  size: number,
): Kernel {
  const points = size / 2
  const places = workspace.i32(points)
  places.set(bitReversal(points).map(value => input.byteOffset + 2 * value * valueBytes))
  const { cosines, sines } = realTwiddles(size)
  const cos = copyOf(workspace, cosines).byteOffset
  const sin = copyOf(workspace, sines).byteOffset
  const [reAt, imAt] = [re.byteOffset, im.byteOffset]

  return body => {
    const zero = F32x4.of(0)
    const load = (at: I32) => [body.let(body.loadF32x4(at)), body.let(body.loadF32x4(at, valueBytes))] as const
    // Bin k and its mirror image m = points - k; counters are bytes of `places`.
    const bytes = 4 * points
    body.loop(4, bytes / 2, 4, k => {
      const m = body.let(I32.of(bytes).minus(k))
      const [aRe, aIm] = load(body.let(body.loadI32(k, places.byteOffset)))
      const [bRe, bIm] = load(body.let(body.loadI32(m, places.byteOffset)))
      const c = body.let(body.splatF32(k, cos))
      const s = body.let(body.splatF32(k, sin))
      const xr = body.let(aRe.minus(bRe))
      const xi = body.let(aIm.plus(bIm))
      const yr = body.let(c.times(xr).minus(s.times(xi)))
      const yi = body.let(c.times(xi).plus(s.times(xr)))
      const [kValue, mValue] = [k, m].map(counter => body.let(counter.times(valueBytes / 4)))
      body.store(kValue, aRe.minus(yr), reAt)
      body.store(kValue, yi.minus(aIm), imAt)
      body.store(mValue, bRe.plus(yr), reAt)
      body.store(mValue, yi.minus(bIm), imAt)
    })
    const at = (bin: number) => I32.of(bin * valueBytes)
    const [middleRe, middleIm] = load(I32.of(places[points / 2]))
    body.store(at(points / 2), middleRe, reAt)
    body.store(at(points / 2), zero.minus(middleIm), imAt)
    const [firstRe, firstIm] = load(I32.of(input.byteOffset))
    body.store(at(0), firstRe.plus(firstIm), reAt)
    body.store(at(points), firstRe.minus(firstIm), reAt)
    body.store(at(0), zero, imAt)
    body.store(at(points), zero, imAt)
  }
}

/** Where value k of the result lies in the data. */
function bitReversal(points: number): Uint32Array {
  const reversed = new Uint32Array(points)
  for (let k = 1; k < points; k++) reversed[k] = (reversed[k >> 1] >> 1) | (k & 1 ? points >> 1 : 0)
  return reversed
}

/** (1 - sin) / 2 and cos / 2 of the angle k of `size`, counted from the other end. */
function realTwiddles(size: number): { cosines: Float32Array; sines: Float32Array } {
  const count = size / 4
  const half = count / 2
  const delta = Math.fround(Math.PI / 4) / half
  const table = new Float32Array(count + 1)
  for (let k = 1; k < half; k++) {
    const angle = Math.fround(delta * k)
    table[k] = 0.5 * Math.cos(angle)
    table[count - k] = 0.5 * Math.sin(angle)
  }
  table[half] = 0.5 * Math.fround(Math.cos(Math.fround(delta * half)))
  return { cosines: table.map((_, k) => 0.5 - table[count - k]), sines: table }
}

function copyOf(workspace: Workspace, values: Float32Array): Float32Array {
  const copy = workspace.f32(values.length)
  copy.set(values)
  return copy
}
