import type { AuditScores, ScoreGroupKind } from '#contracts/audit-scores'
import type { Summarise } from '#engine/summaries/summary-task'

interface Kept {
  readonly scores: Promise<AuditScores>
  /** Of the clips that are kept from whom it is for. */
  readonly stamp: string
}

/** Scores with intervals, made in threads: of 100,000 clips they take some seconds, and are made once until clips change. */
export class GroupScoreCache {
  readonly #kept = new Map<string, Kept>()
  #at = -1

  /** @param revision see TableCache */
  constructor(
    private readonly project: string,
    private readonly summarise: Summarise,
    private readonly revision: () => number,
  ) {}

  /** @param reader see StoredAudit. @param stamp another one: other clips are kept from them */
  get(auditId: number, by: ScoreGroupKind | null, reader: number | null, stamp: string): Promise<AuditScores> {
    if (this.#at !== this.revision()) {
      this.#kept.clear()
      this.#at = this.revision()
    }
    const key = `${auditId} ${by} ${reader}`
    const known = this.#kept.get(key)
    if (known?.stamp === stamp) return known.scores
    const task = { kind: 'scores', project: this.project, auditId, by, reader } as const
    const kept = { scores: this.summarise(task).then(({ scores }) => scores), stamp }
    this.#kept.set(key, kept)
    // What failed is tried again; whoever asked hears of it.
    kept.scores.catch(() => this.#kept.get(key) === kept && this.#kept.delete(key))
    return kept.scores
  }
}
