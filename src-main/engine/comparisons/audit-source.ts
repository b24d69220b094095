import type { StoredAudit } from '#engine/store/audits'
import { getAudit } from '#engine/store/audits'
import { datasetPlace } from '#engine/store/datasets'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'

/** An audit where it is stored: two that are compared may lie in two projects. */
export interface AuditSource {
  readonly db: ReadDb
  readonly audit: StoredAudit
  /** Of the model, in its order. */
  readonly labels: readonly string[]
  readonly modelName: string
  readonly datasetName: string
}

/** @param reader whom it is for, see StoredAudit */
export function auditSource(db: ReadDb, auditId: number, reader: number | null = null): AuditSource {
  const audit = getAudit(db, auditId, reader)
  const { name, version, labels } = getModel(db, audit.modelSha).manifest
  return {
    ...{ db, audit, labels, modelName: `${name} ${version}`.trim() },
    datasetName: datasetPlace(db, audit.datasetId).name,
  }
}
