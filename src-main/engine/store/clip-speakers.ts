import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

/** Who speaks in each clip of an audit: one text a person, and one for all of a data set whose speaker is unknown. */
export function clipSpeakers(db: ReadDb, audit: StoredAudit): Map<number, string> {
  const rows = db
    .prepare<[object], { id: number; corpus: string; speaker: string | null }>(
      `${auditScope} SELECT id, corpus, speaker FROM scope`,
    )
    .all(scopeParameters(audit))
  return new Map(rows.map(({ id, corpus, speaker }) => [id, JSON.stringify([corpus, speaker])]))
}
