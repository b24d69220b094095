/**
 * p-values that assume nothing but that labels (or signs) could have fallen otherwise.
 *
 * Conventions: two-sided, as twice the smaller of the two one-sided shares, at most 1. All arrangements are tried where there
 * are at most `maxExact`; else `draws` random ones, and the observed one counts among them. What is no finite number is
 * left out. Null where there is nothing to rearrange.
 * References: [fisher1935], [phipson2010].
 */
import { finiteOf } from './finite'
import { createRandom, type Random } from './random'

export interface PermutationOptions {
  /** @default 9999 */
  readonly draws?: number
  /** @default 20000 */
  readonly maxExact?: number
  /** @default 1 */
  readonly seed?: number
}

export interface PermutationTest {
  readonly p: number
  readonly isExact: boolean
}

/** Whether the means of two groups differ. */
export function permutationTest(
  a: ArrayLike<number | null>,
  b: ArrayLike<number | null>,
  { draws = 9999, maxExact = 20_000, seed = 1 }: PermutationOptions = {},
): PermutationTest | null {
  const [x, y] = [finiteOf(a), finiteOf(b)]
  if (x.length === 0 || y.length === 0 || x.length + y.length < 3) return null
  const all = new Float64Array(x.length + y.length)
  all.set(x)
  all.set(y, x.length)
  // The sum of one group decides the difference of the means: it alone is compared.
  const tally = new Tally(sum(x), tolerance(all))
  const isExact = combinations(all.length, x.length) <= maxExact
  if (isExact) eachChoice(all, x.length, value => tally.add(value))
  else {
    const random = createRandom(seed)
    for (let draw = 0; draw < draws; draw++) tally.add(randomSum(all, x.length, random))
  }
  return { p: tally.twoSided(isExact), isExact }
}

/** Whether the mean of values (differences of pairs) is 0, if each could as well have had the other sign. */
export function signFlipTest(
  differences: ArrayLike<number | null>,
  { draws = 9999, maxExact = 20_000, seed = 1 }: PermutationOptions = {},
): PermutationTest | null {
  const values = finiteOf(differences)
  if (values.length < 2) return null
  const tally = new Tally(sum(values), tolerance(values))
  const isExact = 2 ** values.length <= maxExact
  if (isExact) for (let signs = 0; signs < 2 ** values.length; signs++) tally.add(signedSum(values, () => signs))
  else {
    const random = createRandom(seed)
    const sumOfSigns = signedSums(values)
    for (let draw = 0; draw < draws; draw++) tally.add(sumOfSigns(() => random.integer(2 ** 32)))
  }
  return { p: tally.twoSided(isExact), isExact }
}

/** Counts how many arrangements lie as far from the middle as the observed one, on each side. */
class Tally {
  #total = 0
  #low = 0
  #high = 0

  constructor(
    private readonly observed: number,
    private readonly slack: number,
  ) {}

  add(value: number): void {
    this.#total++
    if (value <= this.observed + this.slack) this.#low++
    if (value >= this.observed - this.slack) this.#high++
  }

  twoSided(isExact: boolean): number {
    const itself = isExact ? 0 : 1
    return Math.min(1, (2 * (Math.min(this.#low, this.#high) + itself)) / (this.#total + itself))
  }
}

/** Equal sums of other orders differ by rounding; they count as equal. */
function tolerance(values: Float64Array): number {
  return 1e-12 * values.reduce((total, value) => total + Math.abs(value), 0)
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

/** @param bits of 32 values at a time, bit 0 the first: 1 turns the sign */
function signedSum(values: Float64Array, bits: (block: number) => number): number {
  let total = 0
  let signs = 0
  for (let i = 0; i < values.length; i++) {
    if (i % 32 === 0) signs = bits(i / 32)
    total += (signs >>> (i % 32)) & 1 ? -values[i] : values[i]
  }
  return total
}

/** The same for many draws: the sums of each eight values are worked out once, for all of their 256 signs. */
function signedSums(values: Float64Array): (bits: (block: number) => number) => number {
  const runs = Math.ceil(values.length / 8)
  const sums = new Float64Array(runs * 256)
  for (let run = 0; run < runs; run++) {
    sums[run * 256] = sum(values.subarray(run * 8, run * 8 + 8))
    for (let signs = 1; signs < 256; signs++) {
      // As without its lowest sign, and that one turned.
      const lowest = run * 8 + 31 - Math.clz32(signs & -signs)
      sums[run * 256 + signs] = sums[run * 256 + (signs & (signs - 1))] - 2 * (values[lowest] ?? 0)
    }
  }
  return bits => {
    let [total, signs] = [0, 0]
    for (let run = 0; run < runs; run++) {
      if (run % 4 === 0) signs = bits(run / 4)
      total += sums[run * 256 + ((signs >>> (8 * (run % 4))) & 255)]
    }
    return total
  }
}

function combinations(n: number, k: number): number {
  let count = 1
  for (let i = 1; i <= Math.min(k, n - k); i++) count *= (n - i + 1) / i
  return Math.round(count)
}

function eachChoice(values: Float64Array, k: number, take: (sum: number) => void): void {
  const chosen = Array.from({ length: k }, (_, i) => i)
  for (;;) {
    take(chosen.reduce((total, i) => total + values[i], 0))
    let last = k - 1
    while (last >= 0 && chosen[last] === values.length - k + last) last--
    if (last < 0) return
    chosen[last]++
    for (let i = last + 1; i < k; i++) chosen[i] = chosen[i - 1] + 1
  }
}

/** Sum of k values drawn without replacement; leaves `values` in another order. */
function randomSum(values: Float64Array, k: number, random: Random): number {
  let total = 0
  for (let i = 0; i < k; i++) {
    const j = i + random.integer(values.length - i)
    ;[values[i], values[j]] = [values[j], values[i]]
    total += values[i]
  }
  return total
}
