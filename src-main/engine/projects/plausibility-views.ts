/**
 * Plausibility as a person looks at it: of an audit with the settings chosen for it, or with others to try; of one clip.
 */
import {
  plausibilitySettingsSchema,
  type AuditTables,
  type BaseRate,
  type ClipPlausibilityView,
  type PlausibilityReport,
  type PlausibilitySettings,
} from '#contracts/plausibility'
import { assessAudit, assessmentStamp, methodOf, withoutClips, type AuditAssessment } from '#engine/assess-audit'
import { artefactName } from '#engine/artefacts/artefact'
import { auditTables } from '#engine/audit-tables'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { newestResult } from '#engine/experiments/read-result'
import { baseRates } from '#engine/plausibility/base-rates'
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
import { untoldClips, untoldStamp } from './untold-clips'

/** What was worked out, as long as it holds. */
interface Memory {
  /** The assessment last looked at: its clips are asked for one by one. */
  last: { readonly auditId: number; readonly stamp: string; readonly assessed: AuditAssessment } | null
  /** What assessments were worked out from, as long as nothing changes: to tell it reads every clip. */
  stamps: { readonly changes: number; readonly known: Map<string, string> }
  tables: { readonly assessed: AuditAssessment; readonly tables: AuditTables } | null
  /** What is told of an assessment to whom not all may be told of. */
  told: { readonly of: AuditAssessment; readonly stamp: string; readonly assessed: AuditAssessment } | null
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
    return { last: null, stamps: { changes: -1, known: new Map() }, tables: null, told: null }
  }

  /**
   * With the settings chosen for the audit, worked out anew where clips or table have changed.
   * @param reader whom it is for, see StoredAudit
   */
  report(auditId: number, reader: number | null = null): PlausibilityReport {
    const saved = getAssessment(this.db, auditId)
    const settings = saved?.settings ?? plausibilitySettingsSchema.parse({})
    const audit = getAudit(this.db, auditId, reader)
    if (saved === null || saved.stamp !== this.#stampOf(audit, settings)) return this.choose(auditId, settings, reader)
    return this.#withArtefacts(audit, reader === null ? saved.report : this.#told(audit, settings).report)
  }

  /** With other settings, to see what they would give; nothing is kept. */
  preview(auditId: number, settings: PlausibilitySettings, reader: number | null = null): PlausibilityReport {
    const audit = getAudit(this.db, auditId, reader)
    return this.#withArtefacts(audit, this.#told(audit, settings).report)
  }

  /** These settings from now on: verdicts in tables, exports and clips are theirs. */
  choose(auditId: number, settings: PlausibilitySettings, reader: number | null = null): PlausibilityReport {
    const audit = getAudit(this.db, auditId, reader)
    const { assessment, report } = this.#assess(audit, settings)
    const stamp = this.#stampOf(audit, settings)
    saveAssessment(this.db, auditId, { settings, stamp, report }, assessment.clips)
    this.onChosen(auditId)
    return this.#withArtefacts(audit, this.#told(audit, settings).report)
  }

  /** Cues over the data set, of the windows that the settings chosen judge. */
  auditTables(auditId: number, reader: number | null = null): AuditTables {
    const { settings } = this.report(auditId, reader)
    const audit = getAudit(this.db, auditId, reader)
    const assessed = this.#told(audit, settings)
    if (this.memory.tables?.assessed !== assessed)
      this.memory.tables = { assessed, tables: auditTables(this.db, audit, assessed) }
    return this.memory.tables.tables
  }

  /** @throws CueScopeError not-found: the clip has no prediction with windows of this method */
  clip(auditId: number, clipId: number, reader: number | null = null): ClipPlausibilityView {
    const { settings, method } = this.report(auditId)
    const audit = getAudit(this.db, auditId)
    const assessed = this.#assess(audit, settings)
    const { clips, assessment } = assessed
    const place = clips.findIndex(clip => clip.clipId === clipId)
    if (place < 0) throw new CueScopeError('not-found', `Clip ${clipId} has no windows of ${method} to be judged by.`)
    const { dataset, predicted } = clips[place]
    const plausibility = { ...assessment.clips[place], findings: assessment.findingsAt(place) }
    const facts = sentenceFacts(this.#windows(audit, clipId, methodOf(audit, settings)), predicted, settings)
    return {
      plausibility,
      baseRate: this.#baseRate(assessed, { dataset, predicted }, reader),
      sentence: plainSentence(facts, plausibility),
    }
  }

  /** Of the clips alone that are like one: all that a report says takes seconds, and a clip is looked at after each that was heard. */
  #baseRate(
    { clips, assessment }: AuditAssessment,
    { dataset, predicted }: Pick<AuditAssessment['clips'][number], 'dataset' | 'predicted'>,
    reader: number | null,
  ): BaseRate | null {
    const untold = untoldClips(this.db, { reader: reader ?? undefined })
    const places = [...clips.keys()].filter(
      at => clips[at].dataset === dataset && clips[at].predicted === predicted && !untold.has(clips[at].clipId),
    )
    const [rate = null] = baseRates(
      places.map(at => clips[at]),
      places.map(at => assessment.clips[at]),
    )
    return rate
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
    const stamp = known.get(key) ?? assessmentStamp(this.db, { ...audit, reader: null }, settings)
    known.set(key, stamp)
    return stamp
  }

  /** What may be told of it to whom the audit is read for. */
  #told(audit: StoredAudit, settings: PlausibilitySettings): AuditAssessment {
    const of = this.#assess(audit, settings)
    if (audit.reader === null) return of
    const stamp = untoldStamp(this.db, audit.reader)
    const { told } = this.memory
    if (told?.of === of && told.stamp === stamp) return told.assessed
    const assessed = withoutClips(of, untoldClips(this.db, { reader: audit.reader }))
    this.memory.told = { of, stamp, assessed }
    return assessed
  }

  /** Of all clips, whomever it is for. */
  #assess(audit: StoredAudit, settings: PlausibilitySettings): AuditAssessment {
    const stamp = this.#stampOf(audit, settings)
    const { last } = this.memory
    if (last?.auditId === audit.id && last.stamp === stamp) return last.assessed
    const { labels } = getModel(this.db, audit.modelSha).manifest
    const assessed = assessAudit(this.db, { ...audit, reader: null }, labels, settings)
    this.memory.last = { auditId: audit.id, stamp, assessed }
    return assessed
  }
}
