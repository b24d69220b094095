import type { FrontEnd } from '#contracts/model'
import type { Matrix } from '#engine/base/matrix'

/**
 * What stands for "nothing there" in each mel band of a normalised log-Mel. Float32 [mels]
 * `mean`: the band's mean in training (the clip's own where the front end does not normalise); `floor`: what the front
 * end gives for digital silence; `0`: zero of the model's input.
 */
export function fillLevel(value: 'mean' | 'floor' | '0', logMel: Matrix, frontEnd: FrontEnd): Float32Array {
  const { normalise } = frontEnd
  if (value === '0' || (value === 'mean' && normalise !== null)) return new Float32Array(logMel.rows)
  if (value === 'mean') return Float32Array.from({ length: logMel.rows }, (_, mel) => meanOf(row(logMel, mel)))

  const floor = floorOf(logMel, frontEnd)
  if (normalise === null) return new Float32Array(logMel.rows).fill(floor)
  if (normalise === 'per-clip') {
    const mean = meanOf(logMel.data)
    const sd = Math.sqrt(meanOf(logMel.data.map(x => (x - mean) ** 2)))
    return new Float32Array(logMel.rows).fill(sd > 0 ? (floor - mean) / sd : 0)
  }
  const { mean, std } = normalise
  const at = (values: number | number[], mel: number): number => (Array.isArray(values) ? values[mel] : values)
  return Float32Array.from({ length: logMel.rows }, (_, mel) => (floor - at(mean, mel)) / at(std, mel))
}

/** The front end's value of digital silence; relative to the clip's maximum there is none, so the clip's least value. */
function floorOf(logMel: Matrix, { log, amin, reference, topDb }: FrontEnd): number {
  if (log === 'db') {
    if (reference === 'max') return logMel.data.reduce((a, b) => Math.min(a, b), Infinity)
    const loudest = logMel.data.reduce((a, b) => Math.max(a, b), -Infinity)
    const floor = 10 * Math.log10(amin / Math.max(amin, reference))
    return topDb === null ? floor : Math.max(floor, loudest - topDb)
  }
  if (log === 'ln') return Math.log(amin)
  if (log === 'log10') return Math.log10(amin)
  return 0
}

function row(matrix: Matrix, r: number): Float32Array {
  return matrix.data.subarray(r * matrix.cols, (r + 1) * matrix.cols)
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
