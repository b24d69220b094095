/**
 * One sentence about a clip that a clinician can read, made of what was measured and never stronger than it: what the
 * windows sound like beside chance, beside the speaker, and what the table makes of it.
 */
import type { ExpertCue } from '#contracts/expert-table'
import type { ClipPlausibility, CueFinding, UsedPopulation } from '#contracts/plausibility'
import { expertCueDefinitions } from './expert-cues'

export interface SentenceFacts {
  readonly predicted: string
  readonly windows: number
  /** Of all positive relevance, 0..1; null: not known. */
  readonly evidenceShare: number | null
  /** Cues of the windows against random speech windows of the clip; absent: not drawn. */
  readonly chance: Partial<Record<ExpertCue, { readonly z: number | null; readonly p: number | null }>>
  readonly neutralZ: number
}

/** Below this, a difference from random windows is told. */
const TELLING_P = 0.05

export function plainSentence(facts: SentenceFacts, found: ClipPlausibility): string {
  if (facts.windows === 0)
    return `No part of the clip speaks for ${facts.predicted}: there are no windows to listen to.`
  const parts = [
    `In the ${countOf(facts.windows, 'window')} that ${facts.windows === 1 ? 'weighs' : 'weigh'} most${share(facts)}, ${besideChance(facts, found)}`,
    besidePopulation(facts, found),
    besideTable(facts, found),
    outcome(facts, found),
  ]
  return `${parts.filter(part => part !== null).join('; ')}.`
}

function share({ evidenceShare, predicted }: SentenceFacts): string {
  return evidenceShare === null ? '' : ` (${percent(100 * evidenceShare)} of the evidence for ${predicted})`
}

/** The cue that stands out most from random windows, and only if it is unlikely to do so by chance. */
function besideChance(facts: SentenceFacts, { findings }: ClipPlausibility): string {
  if (hasNoVoice(facts, findings)) return 'no voice could be measured'
  const { chance, neutralZ } = facts
  const known = drawn(facts, findings)
  if (known.length === 0) return 'the voice could not be held against random speech windows of the clip'
  const clear = known.filter(cue => Math.abs(chance[cue]!.z!) >= neutralZ && (chance[cue]!.p ?? 1) < TELLING_P)
  if (clear.length === 0) return 'the voice was not clearly different from random speech windows of the clip'
  const most = clear.reduce((a, b) => (Math.abs(chance[b]!.z!) > Math.abs(chance[a]!.z!) ? b : a))
  return `the voice was ${level(most, chance[most]!.z!)} than in random speech windows of the clip`
}

function drawn({ chance }: SentenceFacts, findings: readonly CueFinding[]): ExpertCue[] {
  return told(findings).filter(cue => (chance[cue]?.z ?? null) !== null)
}

/** No windows of speech to draw, and no pitch, though loudness, which anything has, was measured. */
function hasNoVoice(facts: SentenceFacts, findings: readonly CueFinding[]): boolean {
  const hasLevel = (cue: ExpertCue, isKnown: boolean): boolean =>
    findings.some(finding => finding.cue === cue && (finding.z !== null) === isKnown)
  return hasLevel('loudness', true) && hasLevel('f0', false) && drawn(facts, findings).length === 0
}

/** Cues that the label is scored by; without such, those that can be scored at all. */
function told(findings: readonly CueFinding[]): ExpertCue[] {
  const scored = findings.filter(({ isScored }) => isScored)
  const chosen = scored.length > 0 ? scored : findings.filter(({ cue }) => expertCueDefinitions[cue].scoredFrom === 'B')
  return chosen.map(({ cue }) => cue)
}

function besidePopulation(facts: SentenceFacts, { findings }: ClipPlausibility): string | null {
  const { neutralZ } = facts
  const cues = told(findings)
  const it = hasNoVoice(facts, findings) ? 'the sound' : 'it'
  const known = findings.filter(({ cue, z }) => cues.includes(cue) && z !== null)
  if (known.length === 0) return null
  const apart = known.filter(({ z }) => Math.abs(z!) >= neutralZ)
  const population = known[0].population!
  if (apart.length === 0) return `${it} was much ${likeWords[population]}`
  return `${it} was ${listed(apart.map(({ cue, z }) => level(cue, z!)))} than ${thanWords[population]}`
}

const thanWords: Record<UsedPopulation, string> = {
  speaker: 'usual for this speaker',
  'speaker-neutral': 'usual for this speaker in neutral speech',
  dataset: 'usual in the data set',
  'dataset-neutral': 'usual in the data set’s neutral speech',
}

const likeWords: Record<UsedPopulation, string> = {
  speaker: 'as usual for this speaker',
  'speaker-neutral': 'as usual for this speaker in neutral speech',
  dataset: 'as usual in the data set',
  'dataset-neutral': 'as usual in the data set’s neutral speech',
}

function besideTable({ predicted }: SentenceFacts, { findings, verdict }: ClipPlausibility): string {
  if (verdict === 'no-expectation') return `the table has no settled expectation for ${predicted}`
  const scored = findings.filter(({ isScored }) => isScored)
  const wanted = listed(scored.map(({ cue, expected }) => directionWord(cue, expected!)))
  const outcomes = (['fits', 'contradicts', 'neither', 'not-measurable'] as const)
    .map(kind => ({ kind, count: scored.filter(finding => finding.outcome === kind).length }))
    .filter(({ count }) => count > 0)
  const counts = outcomes.map(
    ({ kind, count }, i) => `${i === 0 ? ofAll(count, scored.length) : numberWord(count)} ${outcomeWord(kind, count)}`,
  )
  return `the table expects ${predicted} to be ${wanted}: ${listed(counts)}`
}

function outcomeWord(kind: 'fits' | 'contradicts' | 'neither' | 'not-measurable', count: number): string {
  const words = {
    fits: ['fits', 'fit'],
    contradicts: ['contradicts', 'contradict'],
    neither: ['lies near the middle', 'lie near the middle'],
    'not-measurable': ['could not be measured', 'could not be measured'],
  }
  return words[kind][count === 1 ? 0 : 1]
}

function outcome({ predicted }: SentenceFacts, found: ClipPlausibility): string | null {
  const { verdict, reason, percentile, references } = found
  if (verdict === 'no-expectation') return null
  if (reason === 'no-value') return 'the windows hold too little voice for a verdict'
  if (reason === 'no-population') return 'there are too few clips to compare with for a verdict'
  if (reason === 'few-references' && references === 0)
    return `there is no correct ${predicted} clip to compare with, so no verdict`
  if (reason === 'few-references')
    return `only ${countOf(references, `correct ${predicted} clip`)} to compare with, too few for a verdict`
  const standing = `${percent(percentile!)} of the data set’s correct ${predicted} clips fit the table no better`
  return verdict === 'implausible' ? `${percentile! < 1 ? '' : 'only '}${standing}: implausible` : standing
}

function level(cue: ExpertCue, z: number): string {
  return `${directionWord(cue, z)} (${z < 0 ? '−' : '+'}${Math.abs(z).toFixed(1)} sd)`
}

function directionWord(cue: ExpertCue, sign: number): string {
  const { higher, lower } = expertCueDefinitions[cue]
  return sign > 0 ? higher : lower
}

function ofAll(count: number, all: number): string {
  if (all === 1) return 'the one scored cue'
  if (all === 2 && count === 2) return 'both scored cues'
  return count === all ? `all ${numberWord(all)} scored cues` : `${numberWord(count)} of ${numberWord(all)} scored cues`
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

function numberWord(count: number): string {
  return WORDS[count] ?? String(count)
}

function countOf(count: number, noun: string): string {
  return `${numberWord(count)} ${noun}${count === 1 ? '' : 's'}`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}

/** A small share is not rounded to none. */
function percent(value: number): string {
  return `${value > 0 && value < 1 ? 'less than 1' : Math.round(value)} %`
}
