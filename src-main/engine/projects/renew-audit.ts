import { settingsHash } from '#engine/audits/result-key'
import { canonicalJson } from '#engine/base/hash'
import { listAudits, setSettingsHash, type AuditPlan, type StoredAudit } from '#engine/store/audits'
import type { WriteDb } from '#engine/store/handles'

/**
 * An audit of an earlier version of the program finds that version's results by its key. To be run again it takes the
 * present key, so that every clip is computed anew; the earlier results stay in the file.
 */
export function renewAudit(db: WriteDb, audit: StoredAudit): StoredAudit {
  const hash = settingsHash(audit.settings)
  if (hash !== audit.settingsHash) setSettingsHash(db, audit.id, hash)
  return { ...audit, settingsHash: hash }
}

/** The same for the audit of a plan, where an earlier version made it and this one has not. */
export function renewAuditOf(db: WriteDb, plan: AuditPlan): void {
  const isOfPlan = (audit: StoredAudit): boolean => planKey(audit) === planKey(plan)
  const alike = listAudits(db).filter(isOfPlan)
  if (alike.every(audit => audit.settingsHash !== plan.settingsHash))
    alike.slice(0, 1).forEach(audit => renewAudit(db, audit))
}

/** What a plan is, whichever version made it. */
function planKey({ datasetId, modelSha, settings, labelMap, limit }: AuditPlan): string {
  return canonicalJson([datasetId, modelSha, settingsHash(settings), labelMap, limit])
}
