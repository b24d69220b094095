import type { NamedArray } from '#contracts/arrays'
import type { Segment } from '#contracts/segment'

/** One channel of a layer and what it did for the decision. */
export interface Concept {
  readonly channel: number
  readonly relevance: number
  /** Part of the magnitudes of all channels' relevances, with its sign. */
  readonly share: number
  readonly segments: readonly Segment[]
}

/** What the route `/concepts` says beside its maps. */
export interface ConceptFacts {
  readonly layer: string
  /** All channels of the layer, of which these are the highest. */
  readonly channels: number
  readonly concepts: readonly Concept[]
}

export function conceptFacts(maps: NamedArray): ConceptFacts {
  return maps.meta as unknown as ConceptFacts
}

/** The map of one concept of [concepts, mels, frames]; null: of all of them together, which is their sum. */
export function conceptMap(maps: NamedArray, channel: number | null): NamedArray {
  const [concepts, mels, frames] = maps.shape
  const size = mels * frames
  const at = channel === null ? -1 : conceptFacts(maps).concepts.findIndex(one => one.channel === channel)
  if (at >= 0) return { shape: [mels, frames], data: maps.data.subarray(at * size, (at + 1) * size), meta: maps.meta }
  const data = new Float32Array(size)
  for (let i = 0; i < concepts * size; i++) data[i % size] += maps.data[i]
  return { shape: [mels, frames], data, meta: maps.meta }
}
