/** Windows of the fine spectrogram. References: gaussian [praat], hann [harris]. */
export const windowShapes = ['hann', 'gaussian'] as const
export type WindowShape = (typeof windowShapes)[number]

/** At its edges Praat's Gaussian would be exp(-12); that is taken off, so that it begins and ends at nothing. */
const GAUSSIAN_EDGE = Math.exp(-12)

/** Float64 [length]; Hann is periodic, as for an analysis; the Gaussian is Praat's, over its physical length. */
export function windowOf(shape: WindowShape, length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    if (shape === 'hann') return 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length)
    const phase = (i - length / 2) / length
    return (Math.exp(-48 * phase * phase) - GAUSSIAN_EDGE) / (1 - GAUSSIAN_EDGE)
  })
}
