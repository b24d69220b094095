/** A complex transform in place whose caller puts the input in order: element n of the signal at `reversed[n]`. */
export interface ComplexFft {
  /** Bit reversal, its own inverse. */
  readonly reversed: Uint32Array
  /** In place, not normalised: bit-reversed order in, natural order out. */
  transform(re: Float64Array, im: Float64Array): void
}

/** `size`: a power of two from 4. Radix 4, after one radix-2 pass where the power is odd. */
export function createComplexFft(size: number): ComplexFft {
  const hasOddPower = Math.log2(size) % 2 === 1
  const firstQuarter = hasOddPower ? 2 : 4
  const passes: { quarter: number; twiddles: Float64Array }[] = []
  for (let quarter = firstQuarter; quarter < size; quarter *= 4) passes.push({ quarter, twiddles: twiddlesOf(quarter) })

  function transform(re: Float64Array, im: Float64Array): void {
    if (hasOddPower) firstPassOfTwo(re, im, size)
    else firstPassOfFour(re, im, size)
    for (const { quarter, twiddles } of passes) passOfFour(re, im, size, quarter, twiddles)
  }

  return { reversed: bitReversal(size), transform }
}

function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size)
  for (let n = 1; n < size; n++) reversed[n] = (reversed[n >> 1] >> 1) | (n & 1 ? size >> 1 : 0)
  return reversed
}

/** w^2k, w^k, w^3k (cosine, sine) in a row for each k, w = exp(-2 pi i / (4 quarter)): read in order by the pass. */
function twiddlesOf(quarter: number): Float64Array {
  const twiddles = new Float64Array(6 * quarter)
  for (let k = 0; k < quarter; k++) {
    for (const [slot, power] of [2, 1, 3].entries()) {
      const angle = (-2 * Math.PI * power * k) / (4 * quarter)
      twiddles[6 * k + 2 * slot] = Math.cos(angle)
      twiddles[6 * k + 2 * slot + 1] = Math.sin(angle)
    }
  }
  return twiddles
}

function firstPassOfTwo(re: Float64Array, im: Float64Array, size: number): void {
  for (let a = 0; a < size; a += 2) {
    const bRe = re[a + 1]
    const bIm = im[a + 1]
    re[a + 1] = re[a] - bRe
    im[a + 1] = im[a] - bIm
    re[a] += bRe
    im[a] += bIm
  }
}

function firstPassOfFour(re: Float64Array, im: Float64Array, size: number): void {
  for (let a = 0; a < size; a += 4) {
    const sumRe = re[a] + re[a + 1]
    const sumIm = im[a] + im[a + 1]
    const differenceRe = re[a] - re[a + 1]
    const differenceIm = im[a] - im[a + 1]
    const otherSumRe = re[a + 2] + re[a + 3]
    const otherSumIm = im[a + 2] + im[a + 3]
    const otherDifferenceRe = re[a + 2] - re[a + 3]
    const otherDifferenceIm = im[a + 2] - im[a + 3]
    re[a] = sumRe + otherSumRe
    im[a] = sumIm + otherSumIm
    re[a + 1] = differenceRe + otherDifferenceIm
    im[a + 1] = differenceIm - otherDifferenceRe
    re[a + 2] = sumRe - otherSumRe
    im[a + 2] = sumIm - otherSumIm
    re[a + 3] = differenceRe - otherDifferenceIm
    im[a + 3] = differenceIm + otherDifferenceRe
  }
}

/** Two radix-2 passes at once: with bit-reversed input the quarters stand in the order 0, 2, 1, 3. */
function passOfFour(re: Float64Array, im: Float64Array, size: number, quarter: number, twiddles: Float64Array): void {
  for (let block = 0; block < size; block += 4 * quarter) {
    for (let a = block, t = 0, end = block + quarter; a < end; a++, t += 6) {
      const b = a + quarter
      const c = b + quarter
      const d = c + quarter
      const bRe = re[b] * twiddles[t] - im[b] * twiddles[t + 1]
      const bIm = re[b] * twiddles[t + 1] + im[b] * twiddles[t]
      const cRe = re[c] * twiddles[t + 2] - im[c] * twiddles[t + 3]
      const cIm = re[c] * twiddles[t + 3] + im[c] * twiddles[t + 2]
      const dRe = re[d] * twiddles[t + 4] - im[d] * twiddles[t + 5]
      const dIm = re[d] * twiddles[t + 5] + im[d] * twiddles[t + 4]
      const sumRe = re[a] + bRe
      const sumIm = im[a] + bIm
      const differenceRe = re[a] - bRe
      const differenceIm = im[a] - bIm
      const otherSumRe = cRe + dRe
      const otherSumIm = cIm + dIm
      const otherDifferenceRe = cRe - dRe
      const otherDifferenceIm = cIm - dIm
      re[a] = sumRe + otherSumRe
      im[a] = sumIm + otherSumIm
      re[b] = differenceRe + otherDifferenceIm
      im[b] = differenceIm - otherDifferenceRe
      re[c] = sumRe - otherSumRe
      im[c] = sumIm - otherSumIm
      re[d] = differenceRe - otherDifferenceIm
      im[d] = differenceIm + otherDifferenceRe
    }
  }
}
