import type { ClipMapQuestion } from '#contracts/clip-map'
import type { StoredAudit } from '#engine/store/audits'
import type { DrawnMap } from '#engine/store/clip-maps'
import type { ReadDb } from '#engine/store/handles'
import { layOutClips, type OnStep } from './lay-out-clips'
import { readActivations, stampOfActivations } from './read-activations'

/** A map of the clips whose activations are known by now. Takes from a second to minutes: for a thread. */
export function drawClipMap(db: ReadDb, audit: StoredAudit, question: ClipMapQuestion, onStep: OnStep): DrawnMap {
  onStep('reading', 0)
  // Before the reading: what comes in meanwhile makes the map an old one, never a wrong one.
  const stamp = stampOfActivations(db, audit.id)
  const { clipIds, size, rows } = readActivations(db, audit)
  return { stamp, clipIds, ...layOutClips(rows, size, question, onStep) }
}
