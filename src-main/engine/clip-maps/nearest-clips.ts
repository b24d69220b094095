import { decodeActivations } from '#engine/activations/activations-blob'
import type { StoredAudit } from '#engine/store/audits'
import { doneItems } from '#engine/store/experiment-items'
import type { ReadDb } from '#engine/store/handles'
import { embeddingOf } from './read-activations'

export interface NearestClips {
  /** Others compared with; 0: the clip's own activations are not known. */
  readonly clips: number
  readonly neighbours: readonly { readonly clipId: number; readonly similarity: number }[]
}

/** The clips whose activations point in the direction most like this one's: cosine over all numbers of the layer. */
export function nearestClips(db: ReadDb, audit: StoredAudit, clipId: number, k: number): NearestClips {
  const experimentId = embeddingOf(db, audit.id)
  const vectors = experimentId === null ? [] : [...doneItems(db, audit, experimentId)]
  const own = vectors.find(item => item.clipId === clipId)
  if (own === undefined) return { clips: 0, neighbours: [] }
  const { values } = decodeActivations(own.outcome)
  const others = vectors
    .filter(item => item !== own)
    .map(item => ({ clipId: item.clipId, similarity: cosine(values, decodeActivations(item.outcome).values) }))
  const neighbours = others.toSorted((a, b) => b.similarity - a.similarity || a.clipId - b.clipId).slice(0, k)
  return { clips: others.length, neighbours }
}

/** 0 where one of them is all zeros. */
function cosine(a: Float32Array, b: Float32Array): number {
  let [product, ofA, ofB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i]
    ofA += a[i] * a[i]
    ofB += b[i] * b[i]
  }
  return ofA === 0 || ofB === 0 ? 0 : product / Math.sqrt(ofA * ofB)
}
