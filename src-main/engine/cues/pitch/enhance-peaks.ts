/**
 * Clears the spectrum between its peaks and smooths what is left: bins 3 or more away from both neighbouring maxima
 * become 0, then each bin becomes (before + 2 * itself + after) / 4; the last bin stays.
 *
 * `magnitude` [bins] -> `enhanced` [bins], overwritten. References: [hermes1988].
 */
export function enhancePeaks(magnitude: Float32Array, enhanced: Float64Array): void {
  const last = magnitude.length - 1
  enhanced.set(magnitude)
  let peaks = 0
  let previous = -1
  for (let k = 0; k <= last; k++) {
    const isPeak =
      (k === 0 || magnitude[k] > magnitude[k - 1]) &&
      (k === last || (k === 0 ? magnitude[k] > magnitude[k + 1] : magnitude[k] >= magnitude[k + 1]))
    if (!isPeak) continue
    if (peaks > 0) enhanced.fill(0, previous + 3, k - 2)
    peaks++
    previous = k
  }
  // A single maximum, wherever it is, leaves the lowest three bins alone.
  if (peaks === 1) enhanced.fill(0, 3)
  let before = 0
  for (let k = 0; k < last; k++) {
    const middle = enhanced[k]
    enhanced[k] = (before + 2 * middle + enhanced[k + 1]) / 4
    before = middle
  }
}
