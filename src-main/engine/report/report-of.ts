import { plausibilitySettingsSchema } from '#contracts/plausibility'
import type { StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { getAssessment } from '#engine/store/plausibility'
import { buildReport } from './build-report'
import type { ReportDocument } from './document'

/** With the plausibility settings that were chosen for the audit, or the defaults. @param table another expert table */
export function reportOf(
  db: ReadDb,
  audit: StoredAudit,
  programVersion: string,
  table: string | null = null,
): ReportDocument {
  const chosen = getAssessment(db, audit.id)?.settings ?? plausibilitySettingsSchema.parse({})
  const plausibility = table === null ? chosen : { ...chosen, table }
  return buildReport(db, audit, { programVersion, plausibility })
}
