import type { ClipPlausibilityView, CueFinding } from '#contracts/plausibility'
import { formatNumber, formatPercent, formatPlural } from './format'

const outcomes: Readonly<Record<CueFinding['outcome'], string>> = {
  fits: 'fits',
  contradicts: 'contradicts',
  neither: 'neither',
  'not-measurable': 'not measurable',
  'no-expectation': 'nothing expected',
}
const populations: Readonly<Record<NonNullable<CueFinding['population']>, string>> = {
  speaker: 'this speaker',
  'speaker-neutral': 'this speaker, neutral',
  dataset: 'the data set',
  'dataset-neutral': 'the data set, neutral',
}
const reasons = {
  'no-value': 'There is too little voice where the model looked.',
  'no-population': 'There is nothing to compare it with.',
  'few-references': 'There are too few correct clips of this label to compare with.',
} as const

export function outcomeWords({ outcome }: CueFinding): string {
  return outcomes[outcome]
}

/** "−1.1 sd from this speaker (60 clips), higher expected; fits, scored" */
export function findingWords(finding: CueFinding): string {
  const { z, expected, population, populationSize, isScored } = finding
  const where = population ? `${populations[population]} (${formatPlural(populationSize, 'clip')})` : ''
  const level = z === null ? 'no value' : `${formatNumber(z, 1)} sd from ${where}`
  const wanted = expected === null ? 'nothing expected' : `${expected > 0 ? 'higher' : 'lower'} expected`
  return `${level}, ${wanted}; ${outcomeWords(finding)}, ${isScored ? 'scored' : 'shown only'}`
}

/** What the verdict holds the windows against; '': nothing. */
export function basisWords({ plausibility: { findings } }: ClipPlausibilityView): string {
  const used = findings.flatMap(({ isScored, z, population }) =>
    isScored && z !== null && population ? [populations[population]] : [],
  )
  if (used.length === 0) return ''
  return `The verdict compares the windows with what is usual of ${[...new Set(used)].join(' and ')}, not with random windows.`
}

/** Where the clip stands among correct ones, in a sentence; '': it can't be told. */
export function standingWords({ plausibility: { percentile, references, reason } }: ClipPlausibilityView): string {
  if (reason !== null) return reasons[reason]
  if (percentile === null) return ''
  return `Of ${formatPlural(references, 'correct clip')} of this label besides this one, ${formatNumber(percentile, 0)} % fit no better.`
}

/** What a verdict has to be held against. */
export function baseRateWords({ baseRate }: ClipPlausibilityView): string {
  if (!baseRate || baseRate.rate === null)
    return 'There is no base rate: no correct clip of this label could be measured.'
  const range = baseRate.interval
    ? ` (${formatPercent(baseRate.interval.low, 0).replace(' %', '')}…${formatPercent(baseRate.interval.high, 0)})`
    : ''
  return `Base rate: ${formatPercent(baseRate.rate, 0)}${range} of the correct clips of this label agree with the table.`
}
