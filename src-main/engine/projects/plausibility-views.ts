/**
 * Plausibility as a person looks at it: of an audit with the settings chosen for it, or with others to try; of one clip.
 */
import {
  plausibilitySettingsSchema,
  type AuditTables,
  type ClipPlausibilityView,
  type PlausibilityReport,
  type PlausibilitySettings,
} from '#contracts/plausibility'
import { assessAudit, assessmentStamp, methodOf, type AuditAssessment } from '#engine/assess-audit'
import { artefactName } from '#engine/artefacts/artefact'
import { auditTables } from '#engine/audit-tables'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { newestResult } from '#engine/experiments/read-result'
import { spuriousFeatureCheck } from '#engine/plausibility/failure-checks'
import { plainSentence } from '#engine/plausibility/plain-words'
import { getAudit, type StoredAudit } from '#engine/store/audits'
import { changeCount } from '#engine/store/change-count'
import { getClip } from '#engine/store/clips'
import { getExpertTable } from '#engine/store/expert-tables'
import { getExplanations } from '#engine/store/explanations'
import type { WriteDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import { getAssessment, saveAssessment } from '#engine/store/plausibility'
import { sentenceFacts } from './sentence-facts'

/** What was worked out, as long as it holds. */
interface Memory {
  /** The assessment last looked at: its clips are asked for one by one. */
  last: { readonly auditId: number; readonly stamp: string; readonly assessed: AuditAssessment } | null
  /** What assessments were worked out from, as long as nothing changes: to tell it reads every clip. */
  stamps: { readonly changes: number; readonly known: Map<string, string> }
  tables: { readonly assessed: AuditAssessment; readonly tables: AuditTables } | null
}

export class PlausibilityViews {
  /**
   * @param onChosen told whenever an audit's verdicts are others
   * @param changes while it stays the same, so does what is stored @default rows written through this connection
   * @param memory of earlier views of the same project
   */
  constructor(
    private readonly db: WriteDb,
    private readonly onChosen: (auditId: number) => void = () => {},
    private readonly changes: () => number = () => changeCount(db),
    private readonly memory: Memory = PlausibilityViews.newMemory(),
  ) {}

  static newMemory(): Memory {
    return { last: null, stamps: { changes: -1, known: new Map() }, tables: null }
  }

  /** With the settings chosen for the audit, worked out anew where clips or table have changed. */
  report(auditId: number): PlausibilityReport {
    const saved = getAssessment(this.db, auditId)
    const settings = saved?.settings ?? plausibilitySettingsSchema.parse({})
    const audit = getAudit(this.db, auditId)
    if (saved !== null && saved.stamp === this.#stampOf(audit, settings))
      return this.#withArtefacts(audit, saved.report)
    return this.choose(auditId, settings)
  }

  /** With other settings, to see what they would give; nothing is kept. */
  preview(auditId: number, settings: PlausibilitySettings): PlausibilityReport {
    const audit = getAudit(this.db, auditId)
    return this.#withArtefacts(audit, this.#assess(audit, settings).report)
  }

  /** These settings from now on: verdicts in tables, exports and clips are theirs. */
  choose(auditId: number, settings: PlausibilitySettings): PlausibilityReport {
    const audit = getAudit(this.db, auditId)
    const { assessment, report } = this.#assess(audit, settings)
    const stamp = this.#stampOf(audit, settings)
    saveAssessment(this.db, auditId, { settings, stamp, report }, assessment.clips)
    this.onChosen(auditId)
    return this.#withArtefacts(audit, report)
  }

  /** Cues over the data set, of the windows that the settings chosen judge. */
  auditTables(auditId: number): AuditTables {
    const { settings } = this.report(auditId)
    const audit = getAudit(this.db, auditId)
    const assessed = this.#assess(audit, settings)
    if (this.memory.tables?.assessed !== assessed)
      this.memory.tables = { assessed, tables: auditTables(this.db, audit, assessed) }
    return this.memory.tables.tables
  }

  /** @throws CueScopeError not-found: the clip has no prediction with windows of this method */
  clip(auditId: number, clipId: number): ClipPlausibilityView {
    const { settings } = this.report(auditId)
    const audit = getAudit(this.db, auditId)
    const { clips, assessment, report } = this.#assess(audit, settings)
    const place = clips.findIndex(clip => clip.clipId === clipId)
    if (place < 0)
      throw new CueScopeError('not-found', `Clip ${clipId} has no windows of ${report.method} to be judged by.`)
    const { dataset, predicted } = clips[place]
    const plausibility = { ...assessment.clips[place], findings: assessment.findingsAt(place) }
    const facts = sentenceFacts(this.#windows(audit, clipId, methodOf(audit, settings)), predicted, settings)
    return {
      plausibility,
      baseRate: report.baseRates.find(rate => rate.dataset === dataset && rate.label === predicted) ?? null,
      sentence: plainSentence(facts, plausibility),
    }
  }

  /** What the newest experiment on spurious features says, as it is now. */
  #withArtefacts(audit: StoredAudit, report: PlausibilityReport): PlausibilityReport {
    const { folder, sha256, manifest } = getModel(this.db, audit.modelSha)
    const context = { db: this.db, audit, labels: manifest.labels, model: { folder, sha256 } }
    const found = newestResult(context, 'spurious-features')?.result ?? null
    return { ...report, checks: [...report.checks, spuriousFeatureCheck(found, artefactName)] }
  }

  #windows(audit: StoredAudit, clipId: number, method: string): Parameters<typeof sentenceFacts>[0] {
    const { explanations, both } = getExplanations(this.db, getClip(this.db, audit, clipId).resultId!)
    return method === 'both' ? both! : explanations.find(explanation => explanation.method === method)!
  }

  #stampOf(audit: StoredAudit, settings: PlausibilitySettings): string {
    const changes = this.changes()
    if (this.memory.stamps.changes !== changes) this.memory.stamps = { changes, known: new Map() }
    const { known } = this.memory.stamps
    const { version } = getExpertTable(this.db, settings.table)
    const key = `${audit.id} ${version} ${canonicalJson(settings)}`
    const stamp = known.get(key) ?? assessmentStamp(this.db, audit, settings)
    known.set(key, stamp)
    return stamp
  }

  #assess(audit: StoredAudit, settings: PlausibilitySettings): AuditAssessment {
    const stamp = this.#stampOf(audit, settings)
    const { last } = this.memory
    if (last?.auditId === audit.id && last.stamp === stamp) return last.assessed
    const assessed = assessAudit(this.db, audit, getModel(this.db, audit.modelSha).manifest.labels, settings)
    this.memory.last = { auditId: audit.id, stamp, assessed }
    return assessed
  }
}
