import type { SaliencyScale, SaliencyScaleQuery } from '#contracts/saliency-scale'
import { sampleClips } from '#engine/experiments/sample-clips'
import { strongSaliency } from '#engine/saliency/strong-saliency'
import { getAudit, type StoredAudit } from '#engine/store/audits'
import { getClip } from '#engine/store/clips'
import { predictedClips } from '#engine/store/experiment-items'
import type { ReadDb } from '#engine/store/handles'
import { getMap } from '#engine/store/maps'
import { getModel } from '#engine/store/models'

/** Which clips depends on their audio alone: opening some first makes no difference. */
const SAMPLED = 24
const SEED = 1

/** A map that is not stored: of a clip, for a label or for it rather than another. */
export interface WantedMap {
  readonly clipId: number
  readonly target: string
  readonly against: string | null
}

export interface ScaleReading extends Pick<SaliencyScale, 'limit' | 'clips' | 'of'> {
  readonly missing: readonly WantedMap[]
}

/**
 * From the stored maps of a sample in which every predicted label has its part; each explains the label that the model
 * gave, or it rather than the runner-up.
 */
export function readSaliencyScale(db: ReadDb, auditId: number, { method, question }: SaliencyScaleQuery): ScaleReading {
  const audit = getAudit(db, auditId)
  const wanted = sampleClips(predictedClips(db, audit), SAMPLED, SEED).flatMap(({ clipId, predicted }) => {
    const { resultId, logits } = getClip(db, audit, clipId)
    const against = question === 'difference' ? runnerUp(db, audit, logits, predicted) : null
    return resultId === null ? [] : [{ resultId, clipId, target: predicted, against }]
  })
  const maps: Float32Array[] = []
  const missing: WantedMap[] = []
  for (const { resultId, ...map } of wanted) {
    const stored = getMap(db, resultId, method, map.against === null ? map.target : `${map.target} - ${map.against}`)
    if (stored === null) missing.push(map)
    else maps.push(stored.data)
  }
  return { limit: strongSaliency(maps), clips: maps.length, of: wanted.length, missing }
}

function runnerUp(db: ReadDb, audit: StoredAudit, logits: Float32Array | null, predicted: string): string | null {
  const { labels } = getModel(db, audit.modelSha).manifest
  const others = [...(logits ?? [])]
    .map((logit, i) => ({ logit, label: labels[i] }))
    .filter(one => one.label !== predicted)
  return others.length === 0 ? null : others.reduce((best, one) => (one.logit > best.logit ? one : best)).label
}
