import type { AuditSummary } from '#contracts/audit'
import type { StoredAudit } from '#engine/store/audits'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import { countGroups, progressOf, summarise, type Count, type Progress } from '#engine/store/summary'

/** Scores of a project's audits, counted once as long as nothing changes: of 100,000 clips it takes 0.2 s. */
export class ScoreCache {
  readonly #counts = new Map<number, readonly Count[]>()
  #at = -1

  /** @param revision see TableCache */
  constructor(
    private readonly db: ReadDb,
    private readonly revision: () => number,
  ) {}

  progress(audit: StoredAudit): Progress {
    return progressOf(this.#countsOf(audit))
  }

  summary(audit: StoredAudit): AuditSummary {
    const { labels } = getModel(this.db, audit.modelSha).manifest
    return summarise(this.db, audit, labels, this.#countsOf(audit))
  }

  #countsOf(audit: StoredAudit): readonly Count[] {
    if (this.#at !== this.revision()) {
      this.#counts.clear()
      this.#at = this.revision()
    }
    const counts = this.#counts.get(audit.id) ?? countGroups(this.db, audit)
    this.#counts.set(audit.id, counts)
    return counts
  }
}
