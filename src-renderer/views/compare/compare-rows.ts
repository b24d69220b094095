import type { Comparison, LabelGap, Subgroup } from '#contracts/comparison'
import type { Share } from '#contracts/experiments/baseline'
import type { IntervalRow } from '../../components/charts/chart'
import type { Confusion } from '../../components/confusion-matrix/matrix-cells'
import { pWords } from '../../text/cues'
import { formatPercent } from '../../text/format'
import { shownSpeaker } from '../../text/shown-name'
import { gapWords } from '../../text/words/compare'
import type { Side } from '../../text/words/compare'

/** Gaps of recall, label by label. */
export function labelRows(gaps: readonly LabelGap[]): IntervalRow[] {
  return gaps.map(({ label, a, b, gap, adjusted, isSmall, outcomes }) => ({
    ...gapOf(label, label, gap, isSmall),
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
    const { a, b, outcomes, adjusted, isSmall } = group
    const gap = figure === 'accuracy' ? group.accuracyGap : group.uarGap
    const isTested = outcomes !== null && figure === 'accuracy'
    return {
      ...gapOf(subgroupKey(group), subgroupName(group, hasManySets), gap, isSmall),
      n: Math.max(a.clips, b.clips),
      cells: [rate(a[figure]), rate(b[figure]), ...(isTested ? [pText(adjusted)] : [])],
    }
  })
}

export function subgroupKey({ by, name, dataset }: Subgroup): string {
  return JSON.stringify([by, dataset, name])
}

function subgroupName({ by, name, dataset }: Subgroup, hasManySets: boolean): string {
  const shown = by === 'speaker' ? shownSpeaker(name) : name
  return hasManySets && dataset !== null ? `${shown}, ${dataset}` : shown
}

function gapOf(key: string, name: string, { value, interval }: Share, isSmall: boolean): Omit<IntervalRow, 'n'> {
  return {
    key,
    label: isSmall ? gapWords.fewMark(name) : name,
    isQuiet: isSmall,
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
