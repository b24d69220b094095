/**
 * Which clips two audits have in common, and what each says of them in the same words.
 *
 * Conventions: clips are the same where their samples are, or, where these differ, what they are called. Where at least
 * half of the smaller audit's clips have a partner, all figures are over pairs; else each audit's are over its own clips.
 */
import type { ComparedAudit } from '#contracts/comparison'
import { methodOf, methodsOffered } from '#engine/assess-audit'
import { CueScopeError } from '#engine/base/errors'
import { scoredClips, type ScoredClip } from '#engine/store/scored-clips'
import type { AuditSource } from './audit-source'
import { pairClips, type ClipPair } from './pair-clips'
import { namesOf, sharedLabels, type SharedLabel } from './shared-labels'
import type { JudgedClip, TwoSides } from './two-sides'

type Method = Parameters<typeof methodOf>[1]['method']

export interface ComparisonOptions {
  /** Whose windows; null: the audit's first method. @default null */
  readonly methodA?: Method
  readonly methodB?: Method
  /** @default 1 */
  readonly seed?: number
}

/** A prediction, its labels under their shared names. */
export type Answer = ScoredClip

export interface Match {
  readonly labels: readonly SharedLabel[]
  readonly a: ComparedAudit
  readonly b: ComparedAudit
  readonly isPaired: boolean
  /** None where it is not paired. */
  readonly pairs: readonly ClipPair<Answer, Answer>[]
  /** The scored clips. */
  readonly sides: TwoSides
}

/** @throws CueScopeError bad-option: an audit has no such windows, or both are the same */
export function matchAudits(a: AuditSource, b: AuditSource, options: ComparisonOptions): Match {
  const labels = sharedLabels(a.labels, b.labels)
  const [ofA, ofB] = [answersOf(a, labels, 'a'), answersOf(b, labels, 'b')]
  const [knownA, knownB] = [
    describe(a, ofA, labels, options.methodA ?? null),
    describe(b, ofB, labels, options.methodB ?? null),
  ]
  if (a.db === b.db && a.audit.id === b.audit.id && knownA.method === knownB.method)
    throw new CueScopeError('bad-option', 'These are the same windows of the same audit: choose two that differ.')
  const found = pairClips(ofA, ofB)
  const isPaired = found.length > 0 && 2 * found.length >= Math.min(ofA.length, ofB.length)
  return {
    ...{ labels, a: knownA, b: knownB, isPaired },
    pairs: isPaired ? found : [],
    sides: isPaired ? pairedSides(found, labels) : separateSides(ofA, ofB, labels),
  }
}

function answersOf({ db, audit }: AuditSource, labels: readonly SharedLabel[], side: 'a' | 'b'): Answer[] {
  const nameOf = namesOf(labels, side)
  return scoredClips(db, audit).map(clip => ({
    ...clip,
    predicted: nameOf(clip.predicted),
    expected: clip.expected === null ? null : nameOf(clip.expected),
  }))
}

/** A label map may name a label that the model lacks; such clips can't be scored. */
function isScored(clip: Answer, labels: readonly SharedLabel[]): clip is Answer & JudgedClip {
  return clip.expected !== null && labels.some(({ name }) => name === clip.expected)
}

function pairedSides(pairs: readonly ClipPair<Answer, Answer>[], labels: readonly SharedLabel[]): TwoSides {
  const sides: { a: JudgedClip[]; b: JudgedClip[] } = { a: [], b: [] }
  for (const { a, b } of pairs) {
    if (!isScored(a, labels) || !isScored(b, labels)) continue
    sides.a.push(a)
    // Who speaks is asked of one: both must be drawn alike.
    sides.b.push({ ...b, dataset: a.dataset, speaker: a.speaker })
  }
  return { ...sides, isPaired: true }
}

function separateSides(a: readonly Answer[], b: readonly Answer[], labels: readonly SharedLabel[]): TwoSides {
  const [ofA, ofB] = [a, b].map(clips => clips.filter(clip => isScored(clip, labels)))
  return { a: ofA, b: ofB, isPaired: false }
}

function describe(
  { audit, modelName, datasetName }: AuditSource,
  answers: readonly Answer[],
  labels: readonly SharedLabel[],
  method: Method,
): ComparedAudit {
  const methods = [...methodsOffered(audit)]
  return {
    ...{ auditId: audit.id, modelName, datasetName, methods },
    method: methods.length === 0 && method === null ? null : methodOf(audit, { method }),
    clips: answers.length,
    scored: answers.filter(clip => isScored(clip, labels)).length,
  }
}
