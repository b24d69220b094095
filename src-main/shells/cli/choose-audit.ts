import { CueScopeError } from '#engine/base/errors'
import { getAudit, listAudits, type StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'

/** `--audit`: the audit it names, or the only one there is. */
export function chooseAudit(db: ReadDb, project: string, wanted: number | undefined): StoredAudit {
  if (wanted !== undefined) return getAudit(db, wanted)
  const audits = listAudits(db)
  if (audits.length === 0)
    throw new CueScopeError('not-found', `${project} holds no audit yet: run cuescope audit first.`)
  if (audits.length === 1) return audits[0]
  const ids = audits.map(({ id, createdAt }) => `${id} (${createdAt})`).join(', ')
  throw new CueScopeError('bad-option', `${project} holds ${audits.length} audits; choose one with --audit: ${ids}.`)
}
