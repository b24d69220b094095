/**
 * Programme loudness of mono PCM, in LKFS (= LUFS).
 *
 * Conventions: K weighting, blocks of 400 ms every 100 ms, gated at -70 LKFS and then 10 LU below the mean of what is left.
 * One channel counts once, as it does for a mono file. Shorter than a block: the clip is one block. -Infinity: silence.
 * The weighting's filters are those of the recommendation, derived anew for each sample rate.
 *
 * References: ITU-R BS.1770-5, annex 1.
 */
const BLOCK_SEC = 0.4
const STEP_SEC = 0.1
const ABSOLUTE_GATE_LKFS = -70
const RELATIVE_GATE_LU = -10
const OFFSET_LKFS = -0.691

export function integratedLoudness(samples: Float32Array, sampleRateHz: number): number {
  const powers = blockPowers(samples, sampleRateHz)
  const louder = powers.filter(power => toLkfs(power) > ABSOLUTE_GATE_LKFS)
  const gate = toLkfs(mean(louder)) + RELATIVE_GATE_LU
  return toLkfs(mean(louder.filter(power => toLkfs(power) > gate)))
}

function toLkfs(power: number): number {
  return OFFSET_LKFS + 10 * Math.log10(power)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Mean squares of the weighted sound, block by block. */
function blockPowers(samples: Float32Array, sampleRateHz: number): number[] {
  const weighted = createKWeighting(sampleRateHz)
  // Sums of squares up to each step: a block is four steps.
  const step = STEP_SEC * sampleRateHz
  const sums: number[] = [0]
  let sum = 0
  for (let i = 0; i < samples.length; i++) {
    sum += weighted(samples[i]) ** 2
    if (i + 1 === Math.round(sums.length * step)) sums.push(sum)
  }
  const steps = Math.round(BLOCK_SEC / STEP_SEC)
  if (sums.length <= steps) return samples.length === 0 ? [] : [sum / samples.length]
  return Array.from({ length: sums.length - steps }, (_, i) => {
    const count = Math.round((i + steps) * step) - Math.round(i * step)
    return (sums[i + steps] - sums[i]) / count
  })
}

/** A shelf that stands for the head, then a high-pass; a function with memory. */
function createKWeighting(sampleRateHz: number): (sample: number) => number {
  const shelf = biquad(shelfOf(sampleRateHz))
  const highPass = biquad(highPassOf(sampleRateHz))
  return sample => highPass(shelf(sample))
}

interface Coefficients {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

function shelfOf(sampleRateHz: number): Coefficients {
  const [hz, gainDb, q] = [1681.974450955533, 3.999843853973347, 0.7071752369554196]
  const k = Math.tan((Math.PI * hz) / sampleRateHz)
  const high = 10 ** (gainDb / 20)
  const middle = high ** 0.4996667741545416
  const norm = 1 + k / q + k * k
  return {
    b: [
      (high + (middle * k) / q + k * k) / norm,
      (2 * (k * k - high)) / norm,
      (high - (middle * k) / q + k * k) / norm,
    ],
    a: [(2 * (k * k - 1)) / norm, (1 - k / q + k * k) / norm],
  }
}

function highPassOf(sampleRateHz: number): Coefficients {
  const [hz, q] = [38.13547087602444, 0.5003270373238773]
  const k = Math.tan((Math.PI * hz) / sampleRateHz)
  const norm = 1 + k / q + k * k
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / norm, (1 - k / q + k * k) / norm] }
}

/** Direct form II, transposed. */
function biquad({ b, a }: Coefficients): (sample: number) => number {
  let [first, second] = [0, 0]
  return sample => {
    const out = b[0] * sample + first
    first = b[1] * sample - a[0] * out + second
    second = b[2] * sample - a[1] * out
    return out
  }
}
