/**
 * Pitch by the first peak of the autocorrelation that is nearly its highest between two frequencies (two periods fit as
 * well as one), refined by a parabola.
 */
export function f0ByAutocorrelation(
  samples: ArrayLike<number>,
  sampleRateHz: number,
  [minHz, maxHz]: readonly [number, number],
): number {
  const correlation = (lag: number): number => {
    let sum = 0
    for (let i = 0; i + lag < samples.length; i++) sum += samples[i] * samples[i + lag]
    return sum / (samples.length - lag)
  }
  const from = Math.floor(sampleRateHz / maxHz)
  const values = Array.from({ length: Math.ceil(sampleRateHz / minHz) - from + 1 }, (_, k) => correlation(from + k))
  const highest = Math.max(...values)
  const best = values.findIndex(
    (value, k) => k > 0 && value > 0.9 * highest && value >= values[k - 1] && value >= (values[k + 1] ?? -Infinity),
  )
  const [left, middle, right] = values.slice(best - 1, best + 2)
  return sampleRateHz / (from + best + (0.5 * (left - right)) / (left - 2 * middle + right))
}

/** Mean power of Hann-windowed stretches at one frequency (a slow Fourier sum: no FFT of the program is trusted). */
export function longTermPower(samples: ArrayLike<number>, sampleRateHz: number, frequencyHz: number): number {
  const width = Math.round(0.032 * sampleRateHz)
  const angle = (2 * Math.PI * frequencyHz) / sampleRateHz
  let total = 0
  for (let start = 0; start + width <= samples.length; start += width / 2) {
    let real = 0
    let imaginary = 0
    for (let i = 0; i < width; i++) {
      const x = samples[start + i] * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / width))
      real += x * Math.cos(angle * i)
      imaginary += x * Math.sin(angle * i)
    }
    total += real * real + imaginary * imaginary
  }
  return total
}

/** Frequency of the highest long-term power within 12 % of a guess, in steps of 0.6 % of it. */
export function peakNear(samples: ArrayLike<number>, sampleRateHz: number, guessHz: number): number {
  const candidates = Array.from({ length: 41 }, (_, i) => guessHz * (0.88 + 0.006 * i))
  const powers = candidates.map(frequencyHz => longTermPower(samples, sampleRateHz, frequencyHz))
  return candidates[powers.indexOf(Math.max(...powers))]
}

export function powerDb(samples: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i] * samples[i]
  return 10 * Math.log10(sum / samples.length)
}

/** Median pitch of stretches of 50 ms: short enough for a pitch that moves. */
export function medianF0(samples: Float64Array, sampleRateHz: number, rangeHz: readonly [number, number]): number {
  const width = Math.round(0.05 * sampleRateHz)
  const found: number[] = []
  for (let start = 0; start + width <= samples.length; start += width / 5) {
    found.push(f0ByAutocorrelation(samples.subarray(start, start + width), sampleRateHz, rangeHz))
  }
  return found.sort((a, b) => a - b)[Math.floor(found.length / 2)]
}
