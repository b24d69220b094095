import type { Comparison, LabelGap, Subgroup } from '#contracts/comparison'
import type { Share, SizeCaution } from '#contracts/experiments/baseline'
import type { IntervalRow } from '../../components/charts/chart'
import type { Confusion } from '../../components/confusion-matrix/matrix-cells'
import { pWords } from '../../text/cues'
import { formatPercent } from '../../text/format'
import { shownSpeaker } from '../../text/shown-name'
import { cautionWords, eachOneSpeaker, sizeCautions } from '../../text/words/cautions'
import { gapWords } from '../../text/words/compare'
import type { Side } from '../../text/words/compare'

/** Gaps of recall, label by label. */
export function labelRows(gaps: readonly LabelGap[]): IntervalRow[] {
  return gaps.map(({ label, a, b, gap, adjusted, caution, outcomes }) => ({
    ...gapOf(label, label, gap, caution),
    n: Math.max(a.clips, b.clips),
    cells: [rate(a.recall), rate(b.recall), ...(outcomes === null ? [] : [pText(adjusted)])],
  }))
}

/** Gaps of one kind of group. `figure`: what each group is scored by. */
export function subgroupRows(
  groups: readonly Subgroup[],
  by: Subgroup['by'],
  figure: 'accuracy' | 'uar',
): IntervalRow[] {
  const own = groups.filter(group => group.by === by)
  const hasManySets = new Set(own.map(({ dataset }) => dataset)).size > 1
  return own.map(group => {
    const { a, b, outcomes, adjusted } = group
    const gap = figure === 'accuracy' ? group.accuracyGap : group.uarGap
    const isTested = outcomes !== null && figure === 'accuracy'
    return {
      ...gapOf(subgroupKey(group), subgroupName(group, hasManySets), gap, shownCaution(group)),
      n: Math.max(a.clips, b.clips),
      cells: [rate(a[figure]), rate(b[figure]), ...(isTested ? [pText(adjusted)] : [])],
    }
  })
}

/** That a speaker is one speaker is said once for all of them. */
function shownCaution({ by, caution }: Subgroup): SizeCaution | null {
  return by === 'speaker' && caution === 'one-speaker' ? null : caution
}

/** What the marks of the rows mean, and what is true of every speaker. */
export function cautionNote(groups: readonly Pick<Subgroup, 'caution'>[], by: Subgroup['by'] | 'label'): string {
  const given = sizeCautions.filter(caution => groups.some(group => group.caution === caution))
  const notes = given.map(caution =>
    by === 'speaker' && caution === 'one-speaker' ? eachOneSpeaker : cautionWords[caution].line,
  )
  return notes.join(' ')
}

export function subgroupKey({ by, name, dataset }: Subgroup): string {
  return JSON.stringify([by, dataset, name])
}

function subgroupName({ by, name, dataset }: Subgroup, hasManySets: boolean): string {
  const shown = by === 'speaker' ? shownSpeaker(name) : name
  return hasManySets && dataset !== null ? `${shown}, ${dataset}` : shown
}

function gapOf(
  key: string,
  name: string,
  { value, interval }: Share,
  caution: SizeCaution | null,
): Omit<IntervalRow, 'n'> {
  return {
    ...{ key, label: name },
    mark: caution === null ? undefined : cautionWords[caution].mark,
    isQuiet: caution === 'few-clips',
    value,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }
}

const rate = ({ value }: Share): string => formatPercent(value, 0)
const pText = (p: number | null): string =>
  p === null ? gapWords.noP : pWords(p).replace(/^p = /, '').replace(/^p /, '')

/** One audit's matrix, as the matrix draws it. */
export function confusionOf(
  { labels, confusion, byLabel }: Pick<Comparison, 'labels' | 'confusion' | 'byLabel'>,
  side: Side,
): Confusion {
  return {
    labels: labels.map(({ name }) => name),
    confusion: confusion[side],
    recall: byLabel.map(row => row[side].recall.value),
  }
}

/** How much more often B gives each label, as a share of the clips expected to have the row's; null: no clips. */
export function differenceRows({ confusion: { a, b } }: Pick<Comparison, 'confusion'>): (number | null)[][] {
  const sum = (row: readonly number[]): number => row.reduce((total, count) => total + count, 0)
  return a.map((row, i) => {
    const [ofA, ofB] = [sum(row), sum(b[i])]
    return row.map((count, j) => (ofA > 0 && ofB > 0 ? b[i][j] / ofB - count / ofA : null))
  })
}

/** How strongly a difference is coloured, 0..1, and whether it is to B's credit: more hits, fewer errors. */
export function differenceHeat(
  gap: number | null,
  isHit: boolean,
  most: number,
): { strength: number; isBetter: boolean } {
  const part = Math.abs(gap ?? 0) / most
  return { strength: part < 0.02 ? 0 : 0.08 + 0.42 * part, isBetter: (gap ?? 0) > 0 === isHit }
}

/** The difference that is coloured most strongly. */
export function mostDifferent(rows: readonly (readonly (number | null)[])[]): number {
  return Math.max(0.05, ...rows.flat().map(gap => Math.abs(gap ?? 0)))
}

/** Of files: by the numbers of the two audits. */
export function comparisonName({ a, b }: Pick<Comparison, 'a' | 'b'>): string {
  return `comparison-${a.auditId}-${b.auditId}`
}
