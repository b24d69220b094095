import type { BaseRate, ErrorDetection, PlausibilityReport, Verdict } from '#contracts/plausibility'
import type { Population } from '#contracts/expert-table'
import type { BarRow, IntervalRow } from '../components/charts/chart'
import { verdictLooks } from '../components/plausibility/verdicts'
import { findingsWords } from './words/findings'

/** In this order everywhere. */
export const verdictOrder: readonly Verdict[] = ['implausible', 'plausible', 'not-measurable', 'no-expectation']

export function verdictRows({ counts }: Pick<PlausibilityReport, 'counts'>): BarRow[] {
  const tones = { good: 'good', bad: 'bad', quiet: 'quiet' } as const
  return verdictOrder.map(verdict => ({
    key: verdict,
    label: verdictLooks[verdict].title,
    count: counts[verdict],
    tone: tones[verdictLooks[verdict].tone as keyof typeof tones],
  }))
}

/** Which labels get no verdicts for want of correct clips to compare with; null: all have enough. */
export function fewCorrectWords({
  baseRates,
  settings,
}: Pick<PlausibilityReport, 'baseRates' | 'settings'>): string | null {
  // Among fewer even the worst would not be among the lowest percent asked for.
  const least = Math.ceil(100 / settings.percentile) - 1
  const few = baseRateRows(baseRates.filter(({ correct }) => correct < least))
  return few.length === 0
    ? null
    : findingsWords.few(
        settings.percentile,
        least,
        few.map(({ label, n }) => `${label} (${n})`),
      )
}

/** Areas under the ROC curve for "is this prediction wrong?" */
export function areaRows(found: ErrorDetection): IntervalRow[] {
  const row = (key: 'confidence' | 'plausibility' | 'contrast' | 'both', label: string): IntervalRow => ({
    key,
    label,
    value: found[key].area,
    low: found[key].interval?.low ?? null,
    high: found[key].interval?.high ?? null,
    n: null,
  })
  return [
    row('confidence', 'Low confidence'),
    row('plausibility', 'Low plausibility'),
    row('contrast', 'Another label fits better'),
    row('both', 'Confidence and plausibility'),
  ]
}

/** How often correct predictions agree with the table. */
export function baseRateRows(rates: readonly BaseRate[]): IntervalRow[] {
  const hasManySets = new Set(rates.map(rate => rate.dataset)).size > 1
  return rates.map(rate => ({
    key: `${rate.dataset} ${rate.label}`,
    label: hasManySets ? `${rate.label}, ${rate.dataset}` : rate.label,
    value: rate.rate,
    low: rate.interval?.low ?? null,
    high: rate.interval?.high ?? null,
    n: rate.correct,
  }))
}

export const populationTitles: Readonly<Record<Population, string>> = {
  speaker: 'the same speaker, all emotions',
  'speaker-neutral': 'the same speaker, neutral',
  dataset: 'the whole data set',
}

/** What changes between two answers: "implausible +12, plausible −12". */
export function changeWords(before: PlausibilityReport, after: PlausibilityReport): string {
  const parts = verdictOrder.flatMap(verdict => {
    const by = after.counts[verdict] - before.counts[verdict]
    return by === 0 ? [] : [`${verdictLooks[verdict].title.toLowerCase()} ${by > 0 ? '+' : '−'}${Math.abs(by)}`]
  })
  return parts.join(', ') || 'no verdict count changes'
}
