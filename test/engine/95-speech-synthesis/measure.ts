/** Period by the highest peak of the autocorrelation between two frequencies, refined by a parabola. */
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
  let best = 1
  for (let k = 1; k < values.length - 1; k++) if (values[k] > values[best]) best = k
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

/** Frequency of the highest long-term power within 20 % of a guess, in steps of 1 % of it. */
export function peakNear(samples: ArrayLike<number>, sampleRateHz: number, guessHz: number): number {
  const candidates = Array.from({ length: 41 }, (_, i) => guessHz * (0.8 + 0.01 * i))
  const powers = candidates.map(frequencyHz => longTermPower(samples, sampleRateHz, frequencyHz))
  return candidates[powers.indexOf(Math.max(...powers))]
}

export function powerDb(samples: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i] * samples[i]
  return 10 * Math.log10(sum / samples.length)
}
