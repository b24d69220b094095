/**
 * Plausibility of an audit: what is stored of its clips, held against an expert table.
 */
import { verdicts, type PlausibilityReport, type PlausibilitySettings, type Verdict } from '#contracts/plausibility'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { canonicalEmotion } from '#engine/datasets/emotion-words'
import { arousalAgreement } from '#engine/plausibility/arousal'
import { assess, type Assessment } from '#engine/plausibility/assess'
import { baseRates } from '#engine/plausibility/base-rates'
import { detectErrors } from '#engine/plausibility/error-detection'
import { accurateButImplausibleCheck, identicalCuesCheck, offSpeechCheck } from '#engine/plausibility/failure-checks'
import { explainedClips, explainedStamp, type ExplainedClip } from '#engine/store/assessed-clips'
import type { StoredAudit } from '#engine/store/audits'
import { getExpertTable } from '#engine/store/expert-tables'
import type { ReadDb } from '#engine/store/handles'

/** Raised when the same clips, table and settings give other figures. */
const ASSESSMENT_VERSION = 2

export interface AuditAssessment {
  readonly clips: readonly ExplainedClip[]
  readonly assessment: Assessment
  readonly report: PlausibilityReport
}

/** @param labels of the model, in its order */
export function assessAudit(
  db: ReadDb,
  audit: StoredAudit,
  labels: readonly string[],
  settings: PlausibilitySettings,
): AuditAssessment {
  const table = getExpertTable(db, settings.table)
  const method = methodOf(audit, settings)
  const clips = explainedClips(db, audit, method)
  const meant = labels.map(label => ({ label, emotion: canonicalEmotion(label) }))
  const assessment = assess(clips, meant, table, settings)
  const { clips: found, columns, expectations, population } = assessment
  const { id, version, title } = table
  const report: PlausibilityReport = {
    settings,
    table: { id, version, title },
    population,
    method,
    counts: countsOf(found.map(({ verdict }) => verdict)),
    baseRates: baseRates(clips, found),
    errorDetection: detectErrors(clips, found),
    arousal: arousalAgreement(clips, found, expectations),
    checks: [
      offSpeechCheck(clips.map(({ offSpeech }) => offSpeech)),
      identicalCuesCheck(clips, columns),
      accurateButImplausibleCheck(clips, found),
    ],
  }
  return { clips, assessment, report }
}

/** All that an assessment follows from, as one text. */
export function assessmentStamp(db: ReadDb, audit: StoredAudit, settings: PlausibilitySettings): string {
  const { id, version } = getExpertTable(db, settings.table)
  return canonicalJson([
    ASSESSMENT_VERSION,
    settings,
    id,
    version,
    explainedStamp(db, audit, methodOf(audit, settings)),
  ])
}

/** The windows that are judged: those of the method chosen, or of the audit's first. @throws CueScopeError bad-option */
export function methodOf(audit: StoredAudit, { method }: Pick<PlausibilitySettings, 'method'>): string {
  const offered = methodsOffered(audit)
  const chosen = method ?? offered[0]
  if (chosen === undefined)
    throw new CueScopeError(
      'bad-option',
      'This audit explained nothing: there are no windows whose cues could be judged.',
    )
  if (!offered.includes(chosen))
    throw new CueScopeError('bad-option', `This audit has no windows of ${chosen}. It has ${offered.join(', ')}.`, {
      method,
    })
  return chosen
}

/** Whose windows an audit has: those of its methods, and of both together. */
export function methodsOffered({ settings: { methods } }: StoredAudit): readonly string[] {
  return methods.includes('occlusion') && methods.includes('crp') ? [...methods, 'both'] : methods
}

function countsOf(found: readonly Verdict[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map(verdict => [verdict, 0])) as Record<Verdict, number>
  for (const verdict of found) counts[verdict]++
  return counts
}
