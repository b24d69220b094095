import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Points } from '#engine/clip-maps/points'

/** What scikit-learn and ONNX Runtime say (goldens/make/make-clip-maps.py). */
export const golden = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../goldens/clip-maps/clip-maps.json'), 'utf8'),
) as {
  readonly networks: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>
  readonly rows: number
  readonly size: number
  readonly values: readonly number[]
  readonly pca: Readonly<Record<'mean' | 'axes' | 'variances' | 'shares' | 'places', readonly number[]>>
  readonly nearest: Readonly<Record<'indices' | 'distances', readonly number[]>>
  readonly cosine: Readonly<Record<'indices' | 'similarities', readonly number[]>>
  readonly maps: readonly {
    readonly places: readonly number[]
    readonly trustworthiness: Readonly<Record<string, number>>
  }[]
}

export const goldenPoints: Points = { values: Float32Array.from(golden.values), count: golden.rows, size: golden.size }

export function* rowsOf({ values, size }: Points): Generator<Float32Array> {
  for (let at = 0; at < values.length; at += size) yield values.subarray(at, at + size)
}
