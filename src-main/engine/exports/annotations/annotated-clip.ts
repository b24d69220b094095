import type { Segment } from '#contracts/segment'

/** What annotation formats say of a clip: the model's label for all of it, and each method's salient windows. */
export interface AnnotatedClip {
  /** Relative to the audited folder, forward slashes. */
  readonly file: string
  readonly sha256: string
  readonly durationSec: number
  readonly sampleRateHz: number
  readonly speaker: string | null
  readonly sex: string | null
  /** The data set's label, in the model's words where it maps onto one; null: none. */
  readonly emotion: string | null
  readonly predicted: string
  /** Probability of the label predicted, 0..1. */
  readonly confidence: number
  readonly methods: readonly { readonly method: string; readonly segments: readonly Segment[] }[]
}

export function inTimeOrder(segments: readonly Segment[]): Segment[] {
  return segments.toSorted((a, b) => a.startSec - b.startSec)
}

/** What a window's label says: its place by score and its share of the evidence. */
export function segmentText({ rank, share }: Segment): string {
  return `${rank} (${(100 * share).toFixed(1)} %)`
}
