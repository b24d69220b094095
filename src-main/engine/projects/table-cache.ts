import { setTimeout as sleep } from 'node:timers/promises'
import { getAudit, type StoredAudit } from '#engine/store/audits'
import { countClips } from '#engine/store/clips'
import type { ReadDb } from '#engine/store/handles'
import type { Summarise } from '#engine/summaries/summary-task'
import { AuditTable } from './audit-table'

/** A table that clips stream into is made anew at most this share of the time. */
const BUSY_SHARE = 0.1
/** Tables of more clips are read by a thread; those of fewer are there before a thread has started. */
const MANY = 5000
/** Two cores have enough to do with a first page. */
const WARM_AFTER_MS = 100

interface Kept {
  readonly table: AuditTable
  readonly madeAtMs: number
  readonly costMs: number
  isBehind: boolean
}

/** Who reads large tables. */
export interface TableReader {
  readonly projectPath: string
  readonly summarise: Summarise
}

/** The tables of a project's audits, kept as long as they show what is stored. */
export class TableCache {
  readonly #kept = new Map<number, Kept>()
  readonly #loading = new Map<number, Promise<void>>()
  readonly #warming = new Set<Promise<unknown>>()
  #revision = 0
  /** Counts the times that annotations of many clips changed at once. */
  #generation = 0

  /** @param reader @default none: tables of any size are read at once */
  constructor(
    private readonly db: ReadDb,
    private readonly reader: TableReader | null = null,
  ) {}

  /** Counts whatever gives a clip another result, label or place; annotations and verdicts don't. */
  get revision(): number {
    return this.#revision
  }

  /** While an audit runs, the table may be some seconds behind. */
  get(auditId: number): AuditTable {
    return (
      this.at(auditId) ?? this.#keep(auditId, performance.now(), new AuditTable(this.db, getAudit(this.db, auditId)))
    )
  }

  /** The table where it is there at once; null: it would have to be read. */
  at(auditId: number): AuditTable | null {
    const kept = this.#kept.get(auditId)
    const isFresh = kept && (!kept.isBehind || performance.now() - kept.madeAtMs < kept.costMs / BUSY_SHARE)
    return isFresh ? kept.table : null
  }

  /** The table, read meanwhile by a thread where it is large. */
  async ready(auditId: number): Promise<AuditTable> {
    for (;;) {
      const table = this.at(auditId)
      if (table !== null) return table
      const audit = getAudit(this.db, auditId)
      if (this.reader === null || countClips(this.db, audit) <= MANY) return this.get(auditId)
      await this.#load(audit, this.reader)
    }
  }

  /** Reads a table that is about to be asked for, once its first page is on the screen; where that fails, whoever asks is told. */
  warm(auditId: number): void {
    const task = sleep(WARM_AFTER_MS, undefined, { ref: false })
      .then(() => this.ready(auditId))
      .catch(() => undefined)
    this.#warming.add(task)
    void task.finally(() => this.#warming.delete(task))
  }

  /** When no table is being made ready: what has time lets it go first, on two cores. */
  async settled(): Promise<void> {
    await Promise.all(this.#warming)
  }

  /** More clips have results. */
  fallBehind(auditId: number): void {
    this.#revision++
    const kept = this.#kept.get(auditId)
    if (kept) kept.isBehind = true
  }

  /** Somebody annotated this clip (null: several); all else that the tables show stays. */
  forgetAnnotations(clipId: number | null): void {
    if (clipId === null) this.#generation++
    for (const { table } of this.#kept.values()) table.forgetAnnotations(clipId)
  }

  /** Verdicts on the clips of this audit are others. */
  forgetPlausibility(auditId: number): void {
    this.#kept.get(auditId)?.table.forgetPlausibility()
  }

  /** What this audit's table shows is another; without an audit: what any of them shows. */
  forget(auditId?: number): void {
    this.#revision++
    if (auditId === undefined) this.#kept.clear()
    else this.#kept.delete(auditId)
  }

  #keep(auditId: number, begunAtMs: number, table: AuditTable): AuditTable {
    const madeAtMs = performance.now()
    this.#kept.set(auditId, { table, madeAtMs, costMs: madeAtMs - begunAtMs, isBehind: false })
    return table
  }

  #load(audit: StoredAudit, reader: TableReader): Promise<void> {
    const known = this.#loading.get(audit.id)
    if (known !== undefined) return known
    const task = this.#read(audit, reader).finally(() => this.#loading.delete(audit.id))
    this.#loading.set(audit.id, task)
    return task
  }

  async #read(audit: StoredAudit, { projectPath: project, summarise }: TableReader): Promise<void> {
    const begunAtMs = performance.now()
    const revision = this.#revision
    const { rows } = await summarise({ kind: 'audit-rows', project, auditId: audit.id })
    const table = this.#keep(audit.id, begunAtMs, new AuditTable(this.db, audit, rows))
    // What came in while it was read may be missing.
    if (this.#revision !== revision) this.#kept.get(audit.id)!.isBehind = true
    else if (audit.state !== 'running') void this.#readSaid(audit.id, table, { projectPath: project, summarise })
  }

  /** Ahead of the first sort by what somebody said. Where it fails, that is read when it is asked for. */
  async #readSaid(auditId: number, table: AuditTable, { projectPath: project, summarise }: TableReader): Promise<void> {
    const generation = this.#generation
    const answer = await summarise({ kind: 'said', project, auditId }).catch(() => null)
    if (answer !== null && generation === this.#generation) table.adoptSaid(answer.said)
  }
}
