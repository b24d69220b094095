import type { StoredAudit } from '#engine/store/audits'
import type { StoredClip } from '#engine/store/clips'
import { getSegments } from '#engine/store/explanations'
import type { ReadDb } from '#engine/store/handles'
import type { AnnotatedClip } from './annotated-clip'

/** Methods whose windows an audit's clips have; `both`: of two methods together. */
export function windowMethods({ settings: { methods } }: StoredAudit): string[] {
  return methods.includes('occlusion') && methods.includes('crp') ? [...methods, 'both'] : methods
}

/** What is stored of a clip, as annotation formats say it; null: it has no result. */
export function annotateClip(
  db: ReadDb,
  audit: StoredAudit,
  { row, sha256, resultId, audio }: StoredClip,
): AnnotatedClip | null {
  const { file, speaker, sex, emotion, expected, predicted, confidence } = row
  if (sha256 === null || audio === null || resultId === null || predicted === null || confidence === null) return null
  const segments = getSegments(db, resultId)
  return {
    ...{ file, sha256, speaker, sex, predicted, confidence },
    emotion: expected ?? emotion,
    durationSec: audio.samples / audio.sampleRateHz,
    sampleRateHz: audio.sampleRateHz,
    methods: windowMethods(audit).map(method => ({
      method,
      segments: segments.filter(found => found.method === method),
    })),
  }
}
