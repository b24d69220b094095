import { auditStateSchema, type AuditState } from '#contracts/audit'
import { errorBodySchema, type ErrorBody } from '#contracts/error'
import { newExperimentSchema, type ExperimentQuestion } from '#contracts/experiment'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import type { ReadDb, WriteDb } from './handles'

export interface StoredExperiment {
  readonly id: number
  readonly auditId: number
  readonly question: ExperimentQuestion
  /** Of the outcomes: those of another version of a kind are worked out anew. */
  readonly version: number
  readonly state: AuditState
  readonly error: ErrorBody | null
  readonly createdAt: string
}

interface ExperimentRow {
  id: number
  audit_id: number
  kind: string
  settings: string
  seed: number
  version: number
  state: string
  error: string | null
  created_at: string
}

/** The experiment that asks this of an audit: the one that is there, or a new one. */
export function findOrCreateExperiment(
  db: WriteDb,
  auditId: number,
  { kind, settings, seed }: ExperimentQuestion,
  version: number,
): StoredExperiment {
  const key = { auditId, kind, settings: canonicalJson(settings), seed }
  db.prepare(
    `INSERT INTO experiments (audit_id, kind, settings, seed, version, state, created_at)
     VALUES (@auditId, @kind, @settings, @seed, @version, 'paused', @createdAt) ON CONFLICT DO NOTHING`,
  ).run({ ...key, version, createdAt: new Date().toISOString() })
  const row = db
    .prepare<[typeof key], ExperimentRow>(
      'SELECT * FROM experiments WHERE audit_id = @auditId AND kind = @kind AND settings = @settings AND seed = @seed',
    )
    .get(key)
  return toExperiment(row!)
}

/** Of one audit, or of all. */
export function listExperiments(db: ReadDb, auditId: number | null = null): StoredExperiment[] {
  return db
    .prepare<[{ auditId: number | null }], ExperimentRow>(
      'SELECT * FROM experiments WHERE audit_id = coalesce(@auditId, audit_id) ORDER BY id',
    )
    .all({ auditId })
    .map(toExperiment)
}

export function getExperiment(db: ReadDb, auditId: number, id: number): StoredExperiment {
  const found = listExperiments(db, auditId).find(experiment => experiment.id === id)
  if (found === undefined) throw new CueScopeError('not-found', `Audit ${auditId} has no experiment ${id}.`)
  return found
}

/** With its outcomes. */
export function deleteExperiment(db: WriteDb, id: number): void {
  db.prepare('DELETE FROM experiments WHERE id = ?').run(id)
}

export function setExperimentState(db: WriteDb, id: number, state: AuditState, error: ErrorBody | null = null): void {
  db.prepare('UPDATE experiments SET state = ?, error = ? WHERE id = ?').run(state, error && JSON.stringify(error), id)
}

/** Outcomes of another version of the kind are given up. */
export function raiseVersion(db: WriteDb, id: number, version: number): void {
  db.transaction(() => {
    db.prepare('DELETE FROM experiment_items WHERE experiment_id = ?').run(id)
    db.prepare('UPDATE experiments SET version = ? WHERE id = ?').run(version, id)
  })()
}

function toExperiment(row: ExperimentRow): StoredExperiment {
  const { kind, seed } = row
  return {
    id: row.id,
    auditId: row.audit_id,
    question: newExperimentSchema.parse({ kind, seed, settings: JSON.parse(row.settings) }),
    version: row.version,
    state: auditStateSchema.parse(row.state),
    error: row.error === null ? null : errorBodySchema.parse(JSON.parse(row.error)),
    createdAt: row.created_at,
  }
}
