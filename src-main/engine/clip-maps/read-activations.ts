import { decodeActivations } from '#engine/activations/activations-blob'
import { CueScopeError } from '#engine/base/errors'
import { sha256 } from '#engine/files/sha256'
import type { StoredAudit } from '#engine/store/audits'
import { doneItemKeys, doneItems } from '#engine/store/experiment-items'
import { listExperiments } from '#engine/store/experiments'
import type { ReadDb } from '#engine/store/handles'

/** Activations of the clips of an audit, by file. */
export interface AuditActivations {
  /** Int32 [clips] */
  readonly clipIds: Int32Array
  readonly size: number
  /** Unpacked one by one: all of them at once would be twice as much. */
  readonly rows: () => Iterable<Float32Array>
}

/** The experiment that keeps an audit's activations; null: nobody asked for them yet. */
export function embeddingOf(db: ReadDb, auditId: number): number | null {
  return listExperiments(db, auditId).findLast(({ question }) => question.kind === 'embedding')?.id ?? null
}

/** @throws CueScopeError not-found: there are none */
export function readActivations(db: ReadDb, audit: StoredAudit): AuditActivations {
  const experimentId = embeddingOf(db, audit.id)
  const items = experimentId === null ? [] : [...doneItems(db, audit, experimentId)]
  if (items.length === 0) throw noActivations(audit.id)
  return {
    clipIds: Int32Array.from(items, ({ clipId }) => clipId),
    size: decodeActivations(items[0].outcome).values.length,
    *rows() {
      for (const { outcome } of items) yield decodeActivations(outcome).values
    },
  }
}

/** Another one: activations came, went or changed. @throws CueScopeError not-found: there are none */
export function stampOfActivations(db: ReadDb, auditId: number): string {
  const experimentId = embeddingOf(db, auditId)
  const keys = experimentId === null ? [] : [...doneItemKeys(db, experimentId)]
  if (keys.length === 0) throw noActivations(auditId)
  return sha256(keys.join('\n')).slice(0, 32)
}

function noActivations(auditId: number): CueScopeError {
  const message = `Audit ${auditId} has no activations yet: run the experiment "embedding" first.`
  return new CueScopeError('not-found', message)
}
