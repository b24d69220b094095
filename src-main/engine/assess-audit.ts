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
import { clipsHeardBlindYet } from '#engine/store/waiting-blind'
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
  // Clips are judged by all others: a verdict is the same for whoever reads it.
  const clips = explainedClips(db, { ...audit, reader: null }, method)
  const meant = labels.map(label => ({ label, emotion: canonicalEmotion(label) }))
  const assessment = assess(clips, meant, table, settings)
  const { id, version, title } = table
  const assessed = {
    ...{ clips, assessment },
    report: reportOf(clips, assessment, { settings, method, table: { id, version, title } }),
  }
  return audit.reader === null ? assessed : withoutClips(assessed, clipsHeardBlindYet(db, audit.reader))
}

/** The same as far as it is told: each other clip is judged as it was, and what is counted is counted over those. */
export function withoutClips(assessed: AuditAssessment, untold: ReadonlySet<number>): AuditAssessment {
  const { clips, assessment, report } = assessed
  const places = [...clips.keys()].filter(place => !untold.has(clips[place].clipId))
  if (places.length === clips.length) return assessed
  const told = places.map(place => clips[place])
  const columns = [...assessment.columns].map(
    ([cue, { z, populations }]) =>
      [cue, { z: Float64Array.from(places, at => z[at]), populations: places.map(at => populations[at]) }] as const,
  )
  const left: Assessment = {
    ...assessment,
    clips: places.map(place => assessment.clips[place]),
    findingsAt: at => assessment.findingsAt(places[at]),
    columns: new Map(columns),
  }
  return { clips: told, assessment: left, report: reportOf(told, left, report) }
}

function reportOf(
  clips: readonly ExplainedClip[],
  { clips: found, columns, expectations, population }: Assessment,
  { settings, method, table }: Pick<PlausibilityReport, 'settings' | 'method' | 'table'>,
): PlausibilityReport {
  return {
    ...{ settings, table, population, method },
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
