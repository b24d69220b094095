import { createRandom } from '#engine/stats/random'
import { gradientsAt, type Explained, type GradientInput } from './gradients'

export interface SmoothGradInput extends GradientInput {
  /** Noisy copies of the clip. @default 32 */
  readonly samples?: number
  /** Standard deviation of the noise as a share of the clip's range. @default 0.15 */
  readonly noise?: number
  /** @default 1 */
  readonly seed?: number
}

const SAMPLES_AT_ONCE = 16

/** SmoothGrad [smilkov2017]: the mean gradient over noisy copies of the clip. */
export async function smoothGrad(input: SmoothGradInput): Promise<Explained> {
  const { logMel, samples = 32, noise = 0.15, seed = 1 } = input
  const random = createRandom(seed)
  const sigma = noise * rangeOf(logMel.data)
  const sum = new Float64Array(logMel.data.length)
  for (let first = 0; first < samples; first += SAMPLES_AT_ONCE) {
    const count = Math.min(SAMPLES_AT_ONCE, samples - first)
    const points = Array.from({ length: count }, () => logMel.data.map(value => value + sigma * random.normal()))
    const results = await gradientsAt({ ...input, onProgress: undefined }, points)
    for (const { gradients } of results) for (let bin = 0; bin < sum.length; bin++) sum[bin] += gradients[bin] / samples
    input.onProgress?.((first + count) / samples)
  }
  const [{ logits }] = await gradientsAt({ ...input, onProgress: undefined }, [logMel.data])
  return { map: { ...logMel, data: Float32Array.from(sum) }, logits }
}

function rangeOf(values: Float32Array): number {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return high - low
}
