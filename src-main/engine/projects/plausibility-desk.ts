/**
 * Plausibility as the API asks for it: of an audit or a clip, worked out by a thread, because of 100,000 clips it takes
 * ten seconds; expert tables, which are small, at once.
 */
import type { ExpertTable, ExpertTableChange } from '#contracts/expert-table'
import type {
  AuditTables,
  ClipPlausibilityView,
  PlausibilityReport,
  PlausibilitySettings,
} from '#contracts/plausibility'
import { diffTables } from '#engine/plausibility/diff-tables'
import { readExpertTable } from '#engine/plausibility/expert-table'
import { getExpertTable, listExpertTables, saveExpertTable } from '#engine/store/expert-tables'
import type { WriteDb } from '#engine/store/handles'
import type { PlausibilityAnswer, PlausibilityQuestion, Summarise } from '#engine/summaries/summary-task'
import { readerOf, type Reader } from './untold-clips'

export interface PlausibilityDeskServices {
  readonly db: WriteDb
  readonly projectPath: string
  readonly summarise: Summarise
  /** Counts whatever may give other results: see TableCache. */
  readonly revision: () => number
  /** A report has time until then. */
  readonly whenIdle: () => Promise<void>
  /** Told whenever an audit's verdicts are others. */
  readonly onChosen: (auditId: number) => void
}

export class PlausibilityDesk {
  constructor(private readonly services: PlausibilityDeskServices) {}

  tables(): ExpertTable[] {
    return listExpertTables(this.services.db)
  }

  saveTable(value: unknown): ExpertTable {
    return saveExpertTable(this.services.db, value)
  }

  /** What changed from a table of this project to one that somebody is about to save. */
  diff(id: string, version: number | null, value: unknown): ExpertTableChange[] {
    return diffTables(getExpertTable(this.services.db, id, version), readExpertTable(value))
  }

  /** @param of whom this, as all that follows, is for */
  async report(auditId: number, of: Reader = {}): Promise<PlausibilityReport> {
    await this.services.whenIdle()
    return this.#ask(auditId, { ask: 'report' }, of)
  }

  preview(auditId: number, settings: PlausibilitySettings, of: Reader = {}): Promise<PlausibilityReport> {
    return this.#ask(auditId, { ask: 'preview', settings }, of)
  }

  choose(auditId: number, settings: PlausibilitySettings, of: Reader = {}): Promise<PlausibilityReport> {
    return this.#ask(auditId, { ask: 'choose', settings }, of)
  }

  auditTables(auditId: number, of: Reader = {}): Promise<AuditTables> {
    return this.#ask(auditId, { ask: 'tables' }, of)
  }

  clip(auditId: number, clipId: number, of: Reader = {}): Promise<ClipPlausibilityView> {
    return this.#ask(auditId, { ask: 'clip', clipId }, of)
  }

  close(): Promise<void> {
    return this.services.summarise.end(this.services.projectPath)
  }

  async #ask<K extends PlausibilityQuestion['ask']>(
    auditId: number,
    question: Extract<PlausibilityQuestion, { ask: K }>,
    of: Reader,
  ): Promise<PlausibilityAnswer[K]> {
    const { db, projectPath: project, summarise, revision, onChosen } = this.services
    const { answer, hasChosen } = await summarise({
      kind: 'plausibility',
      project,
      auditId,
      asOf: revision(),
      question,
      reader: readerOf(db, of),
    })
    if (hasChosen) onChosen(auditId)
    return answer as PlausibilityAnswer[K]
  }
}
