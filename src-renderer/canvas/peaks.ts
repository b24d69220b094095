/** Highest and lowest sample of each of `buckets` equal stretches. Both Float32 [buckets]. */
export interface Peaks {
  readonly highs: Float32Array
  readonly lows: Float32Array
}

/** Stretches share their borders to the sample: bucket i covers floor(i n / buckets) up to floor((i + 1) n / buckets). */
export function peaksOf(samples: Float32Array, buckets: number): Peaks {
  const count = Math.max(1, Math.min(buckets, samples.length))
  const highs = new Float32Array(count)
  const lows = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const end = Math.floor(((i + 1) * samples.length) / count)
    let high = 0
    let low = 0
    for (let j = Math.floor((i * samples.length) / count); j < end; j++) {
      if (samples[j] > high) high = samples[j]
      if (samples[j] < low) low = samples[j]
    }
    highs[i] = high
    lows[i] = low
  }
  return { highs, lows }
}

/** Largest magnitude, 0 for nothing. */
export function peakLevel(samples: Float32Array): number {
  let most = 0
  for (const sample of samples) most = Math.max(most, Math.abs(sample))
  return most
}
