import { CueScopeError } from '#engine/base/errors'
import { softmax } from '#engine/stats/softmax'

/** A model's decision about one clip; arrays are in the order of the model's labels. */
export interface Prediction {
  readonly logits: Float32Array
  readonly probabilities: Float64Array
  /** Index of the highest logit, the first among equals. */
  readonly predicted: number
}

/** @throws CueScopeError non-finite-output */
export function toPrediction(logits: Float32Array): Prediction {
  if (!logits.every(Number.isFinite))
    throw new CueScopeError('non-finite-output', 'The model gives values that are not finite numbers for this clip.')
  const predicted = logits.reduce((best, value, i) => (value > logits[best] ? i : best), 0)
  return { logits, probabilities: softmax(logits), predicted }
}

/** @throws CueScopeError not-found, with the labels there are */
export function labelIndex(labels: readonly string[], label: string): number {
  const index = labels.indexOf(label)
  if (index < 0)
    throw new CueScopeError('not-found', `The model has no label "${label}". It has: ${labels.join(', ')}.`)
  return index
}
