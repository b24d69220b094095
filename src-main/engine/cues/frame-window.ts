/** 0.54 - 0.46 cos, symmetric. Float32: openSMILE's precision. */
export function hammingWindow(lengthSamples: number): Float32Array {
  return Float32Array.from(
    { length: lengthSamples },
    (_, n) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (lengthSamples - 1)),
  )
}

/** exp(-u^2 / 2), u = distance from the middle over 0.4 of the half length. */
export function gaussWindow(lengthSamples: number): Float32Array {
  const middle = (lengthSamples - 1) / 2
  return Float32Array.from({ length: lengthSamples }, (_, n) => Math.exp(-0.5 * ((n - middle) / (0.4 * middle)) ** 2))
}
