import { paperPreset } from '#contracts/presets'
import { CueScopeError } from '#engine/base/errors'
import { isPaper } from '#engine/report/paper-preset'
import { getAudit, listAudits, type StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { countProgress } from '#engine/store/summary'

/** `--audit`: the audit it names, or the only one there is. */
export function chooseAudit(db: ReadDb, project: string, wanted: number | undefined): StoredAudit {
  if (wanted !== undefined) return getAudit(db, wanted)
  const audits = listAudits(db)
  if (audits.length === 0)
    throw new CueScopeError('not-found', `${project} holds no audit yet: run cuescope audit first.`)
  if (audits.length === 1) return audits[0]
  const lines = audits.map(audit => `\n  --audit ${audit.id}: ${describeAudit(db, audit)}`).join('')
  throw new CueScopeError('bad-option', `${project} holds ${audits.length} audits; choose one with --audit:${lines}\n`)
}

function describeAudit(db: ReadDb, audit: StoredAudit): string {
  const { settings, createdAt, state } = audit
  const { done, total } = countProgress(db, audit)
  const methods = settings.methods.join(', ') || 'predictions only'
  const preset = isPaper(settings) ? ` (preset ${paperPreset.name})` : ''
  return `${methods}${preset}, ${done} of ${total} clips, ${state}, made ${createdAt}`
}
