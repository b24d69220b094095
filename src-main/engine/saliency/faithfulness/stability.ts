import type { Matrix } from '#engine/base/matrix'
import { createRandom } from '#engine/stats/random'
import type { SaliencyMap } from '#engine/saliency/saliency'

export interface StabilityInput {
  readonly logMel: Matrix
  /** The map of a log-Mel and the label the model gives it. */
  readonly explain: (logMel: Matrix) => Promise<{ map: SaliencyMap; label: number }>
  /** Of the clip itself, where it is known already. @default explained here */
  readonly original?: { readonly map: SaliencyMap; readonly label: number }
  /** Standard deviation of the noise, in units of the model's input. @default 0.05 */
  readonly noise?: number
  /** @default 10 */
  readonly samples?: number
  /** @default 1 */
  readonly seed?: number
}

export interface Stability {
  /** Largest change of the map, relative to the map, over noisy copies with the same label; null: none kept it. */
  readonly maxSensitivity: number | null
  /** Largest change of the map per change of the input. */
  readonly lipschitz: number | null
  /** Noisy copies that changed the label and were left out. */
  readonly relabelled: number
}

/** Whether noise too weak to change the label changes the map. [yeh2019], [alvarezmelis2018] */
export async function stability({
  logMel,
  explain,
  noise = 0.05,
  samples = 10,
  seed = 1,
  original: known,
}: StabilityInput): Promise<Stability> {
  const random = createRandom(seed)
  const original = known ?? (await explain(logMel))
  const size = norm(original.map.data)
  let [maxSensitivity, lipschitz]: [number | null, number | null] = [null, null]
  let relabelled = 0
  for (let sample = 0; sample < samples; sample++) {
    const step = logMel.data.map(() => noise * random.normal())
    const noisy = await explain({ ...logMel, data: logMel.data.map((value, i) => value + step[i]) })
    if (noisy.label !== original.label) {
      relabelled++
      continue
    }
    const change = norm(noisy.map.data.map((value, i) => value - original.map.data[i]))
    if (size > 0) maxSensitivity = Math.max(maxSensitivity ?? 0, change / size)
    lipschitz = Math.max(lipschitz ?? 0, change / norm(step))
  }
  return { maxSensitivity, lipschitz, relabelled }
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
}
