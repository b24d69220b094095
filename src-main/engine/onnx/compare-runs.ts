import type { Tensor } from './tensor'

/**
 * How far one provider's outputs are from another's: the largest difference per output's largest magnitude. A provider may
 * answer wrongly without an error, in some layers only, so whole maps are compared and not the logits alone.
 */
export interface RunComparison {
  readonly worst: number
  /** Where it is; null without float outputs. */
  readonly output: string | null
}

type Outputs = Readonly<Record<string, Tensor>>

export function compareOutputs(expected: Outputs, seen: Outputs): RunComparison {
  let worst: RunComparison = { worst: 0, output: null }
  for (const [output, tensor] of Object.entries(expected)) {
    if (tensor.type !== 'float32') continue
    const found = seen[output]?.data as Float32Array | undefined
    const distance = relativeDistance(tensor.data, found ?? new Float32Array())
    if (distance >= worst.worst) worst = { worst: distance, output }
  }
  return worst
}

/** The largest difference relative to the largest expected magnitude. NaN counts as infinitely far. */
export function relativeDistance(expected: Float32Array, seen: Float32Array): number {
  if (expected.length !== seen.length) return Infinity
  let [largest, worst] = [0, 0]
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(expected[i] - seen[i])
    if (Number.isNaN(distance)) return Infinity
    worst = Math.max(worst, distance)
    largest = Math.max(largest, Math.abs(expected[i]))
  }
  return worst === 0 ? 0 : worst / largest
}
