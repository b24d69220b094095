import { auditStateSchema, type AuditState } from '#contracts/audit'
import { labelMapSchema, type LabelMap } from '#contracts/dataset'
import { errorBodySchema, type ErrorBody } from '#contracts/error'
import { providerReportSchema, type ProviderReport } from '#contracts/provider'
import { explainSettingsSchema, type ExplainSettings } from '#contracts/settings'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import type { ReadDb, WriteDb } from './handles'

/** One model, one data set, one set of settings: what an audit is. */
export interface AuditPlan {
  readonly datasetId: number
  readonly modelSha: string
  readonly settings: ExplainSettings
  readonly settingsHash: string
  readonly labelMap: LabelMap
  readonly limit: number | null
}

export interface StoredAudit extends AuditPlan {
  readonly id: number
  /** As a person called it; null: by model and data set. */
  readonly name: string | null
  readonly state: AuditState
  readonly error: ErrorBody | null
  /** null: not started yet */
  readonly provider: ProviderReport | null
  readonly createdAt: string
  /** It is read for this annotator: clips that they have yet to hear in blind queues are out of its scope. null: none. */
  readonly reader: number | null
}

/** The audit of this plan: the one that is there, or a new one. */
export function findOrCreateAudit(db: WriteDb, plan: AuditPlan): StoredAudit {
  const labelMap = canonicalJson(plan.labelMap)
  const found = db
    .prepare<[number, string, string, string, number | null], { id: number }>(
      'SELECT id FROM audits WHERE dataset_id = ? AND model_sha = ? AND settings_hash = ? AND label_map = ? AND clip_limit IS ?',
    )
    .get(plan.datasetId, plan.modelSha, plan.settingsHash, labelMap, plan.limit)
  if (found !== undefined) {
    // What runs the model is no part of what an audit is: the last wish counts.
    db.prepare("UPDATE audits SET settings = json_set(settings, '$.provider', ?) WHERE id = ?").run(
      plan.settings.provider,
      found.id,
    )
    return getAudit(db, found.id)
  }
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO audits (dataset_id, model_sha, settings, settings_hash, label_map, clip_limit, state, created_at)
       VALUES (?, ?, ?, ?, ?, ?, 'paused', ?)`,
    )
    .run(
      plan.datasetId,
      plan.modelSha,
      canonicalJson(plan.settings),
      plan.settingsHash,
      labelMap,
      plan.limit,
      new Date().toISOString(),
    )
  return getAudit(db, Number(lastInsertRowid))
}

interface AuditRow {
  id: number
  name: string | null
  dataset_id: number
  model_sha: string
  settings: string
  settings_hash: string
  label_map: string
  clip_limit: number | null
  state: string
  error: string | null
  provider: string | null
  created_at: string
}

/** @param reader see StoredAudit */
export function listAudits(db: ReadDb, reader: number | null = null): StoredAudit[] {
  const rows = db.prepare<[], AuditRow>('SELECT * FROM audits ORDER BY id').all()
  return rows.map(row => toAudit(row, reader))
}

/** @param reader see StoredAudit */
export function getAudit(db: ReadDb, id: number, reader: number | null = null): StoredAudit {
  const row = db.prepare<[number], AuditRow>('SELECT * FROM audits WHERE id = ?').get(id)
  if (row === undefined) throw new CueScopeError('not-found', `This project has no audit ${id}.`)
  return toAudit(row, reader)
}

/** With all that hangs on it; results belong to clips and stay. */
export function deleteAudit(db: WriteDb, id: number): void {
  db.prepare('DELETE FROM audits WHERE id = ?').run(id)
}

/** With the results that no other audit has, too: what annotators said of the clips stays. */
export function deleteAuditAndResults(db: WriteDb, { id, modelSha, settingsHash }: StoredAudit): void {
  db.transaction(() => {
    deleteAudit(db, id)
    db.prepare(
      `DELETE FROM results WHERE model_sha = @modelSha AND settings_hash = @settingsHash
       AND NOT EXISTS (SELECT 1 FROM audits WHERE model_sha = @modelSha AND settings_hash = @settingsHash)`,
    ).run({ modelSha, settingsHash })
  })()
}

export function renameAudit(db: WriteDb, id: number, name: string | null): void {
  db.prepare('UPDATE audits SET name = ? WHERE id = ?').run(name, id)
}

export function setAuditState(db: WriteDb, id: number, state: AuditState, error: ErrorBody | null = null): void {
  db.prepare('UPDATE audits SET state = ?, error = ? WHERE id = ?').run(state, error && JSON.stringify(error), id)
}

/** Which results are the audit's from now on; it waits to be run. */
export function setSettingsHash(db: WriteDb, id: number, settingsHash: string): void {
  db.prepare("UPDATE audits SET settings_hash = ?, state = 'paused', error = NULL WHERE id = ?").run(settingsHash, id)
}

export function saveProvider(db: WriteDb, id: number, report: ProviderReport): void {
  db.prepare('UPDATE audits SET provider = ? WHERE id = ?').run(JSON.stringify(report), id)
}

function toAudit(row: AuditRow, reader: number | null): StoredAudit {
  return {
    id: row.id,
    name: row.name,
    datasetId: row.dataset_id,
    modelSha: row.model_sha,
    settings: explainSettingsSchema.parse(JSON.parse(row.settings)),
    settingsHash: row.settings_hash,
    labelMap: labelMapSchema.parse(JSON.parse(row.label_map)),
    limit: row.clip_limit,
    state: auditStateSchema.parse(row.state),
    error: row.error === null ? null : errorBodySchema.parse(JSON.parse(row.error)),
    provider: row.provider === null ? null : providerReportSchema.parse(JSON.parse(row.provider)),
    createdAt: row.created_at,
    reader,
  }
}
