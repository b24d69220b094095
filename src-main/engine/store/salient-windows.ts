import type { StoredAudit } from './audits'
import { auditScope, scopeParameters } from './audit-scope'
import type { ReadDb } from './handles'

export interface SalientWindow {
  readonly startSec: number
  readonly endSec: number
}

/** The windows of one method (or 'both') for the predicted label, by clip, highest score first. */
export function salientWindows(db: ReadDb, audit: StoredAudit, method: string): Map<number, SalientWindow[]> {
  const rows = db
    .prepare<[object], SalientWindow & { clipId: number }>(
      `${auditScope} SELECT s.id AS clipId, g.start_sec AS startSec, g.end_sec AS endSec FROM scope s
       JOIN explanations e ON e.result_id = s.result_id AND e.method = @method AND e.target = s.predicted
       JOIN segments g ON g.explanation_id = e.id ORDER BY s.id, g.rank`,
    )
    .all({ ...scopeParameters(audit), method })
  const windows = new Map<number, SalientWindow[]>()
  for (const { clipId, ...window } of rows) windows.set(clipId, [...(windows.get(clipId) ?? []), window])
  return windows
}
