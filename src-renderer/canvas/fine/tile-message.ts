import type { StftSpec } from './stft'

/** What the window asks of the worker: the sound, which drops what was asked of another, then tiles of it. */
export type TileRequest =
  | { readonly kind: 'sound'; readonly samples: Float32Array }
  | {
      readonly kind: 'tile'
      readonly key: string
      readonly spec: StftSpec
      readonly hop: number
      readonly first: number
      readonly frames: number
    }
  /** What was asked and is not begun is not wanted any more. */
  | { readonly kind: 'forget' }

export interface TileAnswer {
  readonly key: string
  readonly levels: Float32Array<ArrayBuffer>
}
