import { CueScopeError } from '#engine/base/errors'
import { getAudit } from '#engine/store/audits'
import { getClip } from '#engine/store/clips'
import type { ReadDb } from '#engine/store/handles'
import { annotateClip } from './annotate-clip'
import { textGrid } from './textgrid'

/** One clip for Praat, as the audit's own export has it. @throws CueScopeError not-found: the clip has no result */
export function clipTextGrid(db: ReadDb, auditId: number, clipId: number): string {
  const audit = getAudit(db, auditId)
  const clip = annotateClip(db, audit, getClip(db, audit, clipId))
  if (clip === null)
    throw new CueScopeError('not-found', `Clip ${clipId} has no result: there is nothing to annotate it with.`)
  return textGrid(clip)
}
