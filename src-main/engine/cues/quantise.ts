/**
 * The samples as openSMILE sees them: 16-bit integers, truncated towards zero, over 32767 (not 32768).
 * Beyond 16 bits, openSMILE lets them wrap around (a loud peak becomes a click); `clip` keeps them at the limit instead.
 */
export function quantise(samples: Float32Array, overflow: 'wrap' | 'clip'): Float32Array {
  // To float32, the product rounds as the quotient does, for every one of the 65536 integers.
  const step = 1 / 32767
  const quantised = new Float32Array(samples.length)
  for (let n = 0; n < samples.length; n++) {
    const scaled = samples[n] * 32768
    const limited = overflow === 'wrap' ? (scaled << 16) >> 16 : Math.trunc(Math.max(-32768, Math.min(32767, scaled)))
    quantised[n] = limited * step
  }
  return quantised
}
