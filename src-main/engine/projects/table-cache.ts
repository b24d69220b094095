import { getAudit, type StoredAudit } from '#engine/store/audits'
import { countClips } from '#engine/store/clips'
import type { ReadDb } from '#engine/store/handles'
import type { Summarise, SummaryAnswers, SummaryTask } from '#engine/summaries/summary-task'
import { AuditTable } from './audit-table'

/** A table that clips stream into is made anew at most this share of the time. */
const BUSY_SHARE = 0.1
/** Tables of more clips are read by a thread; those of fewer are there before a thread has started. */
const MANY = 5000
/** Two cores have enough to do with a first page. */
const WARM_AFTER_MS = 250

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
    setTimeout(() => void this.ready(auditId).catch(() => undefined), WARM_AFTER_MS).unref()
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
    else if (audit.state !== 'running') void this.#makeReady(audit.id, table, { projectPath: project, summarise })
  }

  /** Ahead of the first sort by any of them. Where it fails, each column is read when it is asked for. */
  async #makeReady(
    auditId: number,
    table: AuditTable,
    { projectPath: project, summarise }: TableReader,
  ): Promise<void> {
    const generation = this.#generation
    const { resultIds } = table
    const ask = <T extends SummaryTask>(task: T): Promise<SummaryAnswers[T['kind']] | null> =>
      summarise(task).catch(() => null)
    const said = await ask({ kind: 'said', project, auditId })
    if (said !== null && generation === this.#generation) table.adoptSaid(said.said)
    const cues = await ask({ kind: 'cue-columns', project, auditId, resultIds })
    if (cues !== null) table.adopt(cues.columns)
  }
}
