/**
 * Where two audits look in the same clips: two methods on one model, or two models that say the same.
 *
 * Conventions: overlap, profiles and cues are of clips of which both say the same, for windows for different labels
 * are meant to differ; verdicts are of all that both explained, judged within each audit, as its list shows them.
 * Differences are B less A. Intervals resample speakers, then clips.
 */
import type { ComparedWindows } from '#contracts/comparison'
import { plausibilitySettingsSchema, verdicts, type PlausibilitySettings, type Verdict } from '#contracts/plausibility'
import { assessAudit } from '#engine/assess-audit'
import { tableColumns, tableDraws } from '#engine/audit-tables'
import { dataTable, meanIntervals, type TableClip } from '#engine/plausibility/data-tables'
import { placesBySpeaker } from '#engine/plausibility/group-by'
import { timeOverlap } from '#engine/segments/both'
import { finiteOf } from '#engine/stats/finite'
import { mean } from '#engine/stats/moments'
import { spearman } from '#engine/stats/ranks'
import { profileReader } from '#engine/store/profiles'
import { getAssessment } from '#engine/store/plausibility'
import { salientWindows } from '#engine/store/salient-windows'
import { cueTableClips, type CueTableClip } from '#engine/store/table-clips'
import type { AuditSource } from './audit-source'

/** A clip of both audits, by its number in each. */
export interface ClipNumbers {
  readonly a: number
  readonly b: number
  /** Whether both say the same of it. */
  readonly isAgreed: boolean
}

/** An audit, and whose windows of it. */
export interface WindowSource extends AuditSource {
  readonly method: string
}

export function compareWindows(
  a: WindowSource,
  b: WindowSource,
  pairs: readonly ClipNumbers[],
  seed: number,
): ComparedWindows {
  const [ofA, ofB] = [a, b].map(cluesOf)
  const explained = pairs.filter(pair => ofA.windows.has(pair.a) && ofB.windows.has(pair.b))
  const agreed = explained.filter(({ isAgreed }) => isAgreed)
  const draws = tableDraws(agreed.length)
  const clips = agreed.map(pair => ofA.clips.get(pair.a)!)
  const overlaps = agreed.map(pair => timeOverlap(ofA.windows.get(pair.a)!, ofB.windows.get(pair.b)!))
  const correlations = agreed.map(pair => profileCorrelation(ofA.profileOf(pair.a), ofB.profileOf(pair.b)))
  const speakers = placesBySpeaker(clips)
  const [overlap, profile] = [overlaps, correlations].map(found => {
    const values = Float64Array.from(found, value => value ?? NaN)
    const known = finiteOf(values)
    const [interval] = meanIntervals(speakers, [values], draws, seed)
    return { value: mean(known), interval, clips: known.length }
  })
  const differences = agreed.map((pair, i) => cueDifferences(clips[i], ofB.clips.get(pair.b)!))
  return {
    ...{ clips: explained.length, agreed: agreed.length, overlap, profile },
    verdictOrder: [...verdicts],
    verdicts: verdictCounts(a, b, explained),
    cues: dataTable(differences, tableColumns, { rowOf: () => ['all'], isDifference: true, draws, seed }),
  }
}

interface Clues {
  readonly windows: ReturnType<typeof salientWindows>
  readonly clips: ReadonlyMap<number, CueTableClip>
  readonly profileOf: ReturnType<typeof profileReader>
}

function cluesOf({ db, audit, method }: WindowSource): Clues {
  return {
    windows: salientWindows(db, audit, method),
    clips: new Map(cueTableClips(db, audit, method).map(clip => [clip.clipId, clip])),
    profileOf: profileReader(db, audit, method),
  }
}

/** Null where one is missing or flat, or where time is cut differently. */
function profileCorrelation(a: Float32Array | null, b: Float32Array | null): number | null {
  return a === null || b === null || a.length !== b.length ? null : spearman(a, b)
}

function cueDifferences(a: CueTableClip, b: CueTableClip): TableClip {
  const values = tableColumns.map((column): [string, number | null] => {
    const [before, after] = [a.salient[column], b.salient[column]]
    return [column, before == null || after == null ? null : after - before]
  })
  return { ...a, values: Object.fromEntries(values) }
}

function verdictCounts(a: WindowSource, b: WindowSource, pairs: readonly ClipNumbers[]): number[][] {
  const [ofA, ofB] = [a, b].map(verdictsOf)
  const counts = verdicts.map(() => verdicts.map(() => 0))
  for (const pair of pairs) {
    const [from, to] = [ofA.get(pair.a), ofB.get(pair.b)]
    if (from !== undefined && to !== undefined) counts[verdicts.indexOf(from)][verdicts.indexOf(to)]++
  }
  return counts
}

/** With the settings chosen for the audit, or the default ones. */
function verdictsOf({ db, audit, labels, method }: WindowSource): Map<number, Verdict> {
  const chosen = getAssessment(db, audit.id)?.settings ?? plausibilitySettingsSchema.parse({})
  const settings = { ...chosen, method: method as PlausibilitySettings['method'] }
  const { clips } = assessAudit(db, audit, labels, settings).assessment
  return new Map(clips.map(({ clipId, verdict }) => [clipId, verdict]))
}
