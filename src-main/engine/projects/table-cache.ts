import { getAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { AuditTable } from './audit-table'

/** A table that clips stream into is made anew at most this share of the time. */
const BUSY_SHARE = 0.1

interface Kept {
  readonly table: AuditTable
  readonly madeAtMs: number
  readonly costMs: number
  isBehind: boolean
}

/** The tables of a project's audits, kept as long as they show what is stored. */
export class TableCache {
  readonly #kept = new Map<number, Kept>()

  constructor(private readonly db: ReadDb) {}

  /** While an audit runs, the table may be some seconds behind. */
  get(auditId: number): AuditTable {
    const kept = this.#kept.get(auditId)
    const nowMs = performance.now()
    if (kept && (!kept.isBehind || nowMs - kept.madeAtMs < kept.costMs / BUSY_SHARE)) return kept.table
    const table = new AuditTable(this.db, getAudit(this.db, auditId))
    const madeAtMs = performance.now()
    this.#kept.set(auditId, { table, madeAtMs, costMs: madeAtMs - nowMs, isBehind: false })
    return table
  }

  /** More clips have results. */
  fallBehind(auditId: number): void {
    const kept = this.#kept.get(auditId)
    if (kept) kept.isBehind = true
  }

  /** Somebody annotated this clip (null: several); all else that the tables show stays. */
  forgetAnnotations(clipId: number | null): void {
    for (const { table } of this.#kept.values()) table.forgetAnnotations(clipId)
  }

  /** What this audit's table shows is another; without an audit: what any of them shows. */
  forget(auditId?: number): void {
    if (auditId === undefined) this.#kept.clear()
    else this.#kept.delete(auditId)
  }
}
