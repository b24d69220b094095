/**
 * How often two audits are right: each, and the one less the other, over all clips, by label and by subgroup.
 *
 * Conventions: gaps are B less A. Intervals resample speakers, then clips; of paired clips both audits get the same draws,
 * so that what both find hard cancels out; of different clips each gets its own. p is McNemar's exact test, which
 * takes clips as independent; Holm's correction is over the labels, and over all subgroups that are large enough.
 * References: [mcnemar1947], [holm1979], [davison1997].
 */
import { subgroupKinds, type Comparison, type GapRow, type LabelGap, type Subgroup } from '#contracts/comparison'
import type { Share } from '#contracts/experiments/baseline'
import { tableDraws } from '#engine/audit-tables'
import {
  confusionOf,
  gapBetween,
  recallOf,
  scoreClips,
  scoreRow,
  type GroupScores,
} from '#engine/experiments/score-clips'
import { holm } from '#engine/stats/holm'
import { cautionOf, outcomesOf, pairsAt, splitSides, type JudgedClip, type TwoSides } from './two-sides'

interface TwoScores {
  readonly a: GroupScores
  readonly b: GroupScores
}

type Compared = Pick<Comparison, 'overall' | 'byLabel' | 'subgroups' | 'confusion'>

/** @param names of the labels, in order */
export function compareScores(sides: TwoSides, names: readonly string[], seed: number): Compared {
  const draws = tableDraws(Math.max(sides.a.length, sides.b.length))
  const scores = scoreSides(sides, names, draws, seed)
  return {
    overall: gapRow(scores, sides),
    byLabel: labelGaps(scores, sides, names),
    // There are many of them, and each has few clips.
    subgroups: subgroupGaps(sides, names, draws / 2, seed),
    confusion: { a: confusionOf(sides.a, names), b: confusionOf(sides.b, names) },
  }
}

/** The same seed over the same speakers gives both the same draws. */
function scoreSides({ a, b, isPaired }: TwoSides, names: readonly string[], draws: number, seed: number): TwoScores {
  return { a: scoreClips(a, names, draws, seed), b: scoreClips(b, names, draws, isPaired ? seed : seed + 1) }
}

function gapRow({ a, b }: TwoScores, sides: TwoSides): GapRow {
  const side = (scores: GroupScores): GapRow['a'] => {
    const { clips, speakers, accuracy, uar } = scoreRow('', scores)
    return { clips, speakers, accuracy, uar }
  }
  return {
    ...{ a: side(a), b: side(b) },
    accuracyGap: gapOf({ a, b }, ({ accuracy }) => accuracy),
    uarGap: gapOf({ a, b }, ({ uar }) => uar),
    outcomes: outcomesOf(sides),
  }
}

/** Where no draw differs from another, there is nothing to read an interval from. */
function gapOf({ a, b }: TwoScores, pick: Parameters<typeof gapBetween>[2]): Share {
  const { difference, interval } = gapBetween(b, a, pick)
  return { value: difference, interval: interval !== null && interval.low < interval.high ? interval : null }
}

function labelGaps(scores: TwoScores, sides: TwoSides, names: readonly string[]): LabelGap[] {
  const rows = names.map((label, i) => {
    const of = withLabel(sides, label)
    return {
      label,
      a: { clips: scores.a.byLabel[i].clips, recall: recallOf(scores.a, i) },
      b: { clips: scores.b.byLabel[i].clips, recall: recallOf(scores.b, i) },
      gap: gapOf(scores, ({ recall }) => recall[i]),
      outcomes: outcomesOf(of),
      caution: cautionOf(of),
    }
  })
  return adjusted(rows)
}

/** Clips that are meant to be this; pairs, where they are meant to be it for both. */
function withLabel(sides: TwoSides, label: string): TwoSides {
  const { a, b } = sides
  if (sides.isPaired)
    return pairsAt(
      sides,
      [...a.keys()].filter(place => a[place].expected === label && b[place].expected === label),
    )
  const [ofA, ofB] = [a, b].map(clips => clips.filter(({ expected }) => expected === label))
  return { a: ofA, b: ofB, isPaired: false }
}

/** A group's own words: its name, and of a speaker the data set too. */
const keyOf: Readonly<Record<Subgroup['by'], (clip: JudgedClip) => readonly [string | null, string?]>> = {
  dataset: ({ dataset }) => [dataset],
  sex: ({ sex }) => [sex],
  intensity: ({ intensity }) => [intensity],
  speaker: ({ speaker, dataset }) => [speaker, dataset],
}

function subgroupGaps(sides: TwoSides, names: readonly string[], draws: number, seed: number): Subgroup[] {
  const rows = subgroupKinds.flatMap(by => {
    const groups = splitSides(sides, clip => {
      const key = keyOf[by](clip)
      return key[0] === null ? null : JSON.stringify(key)
    })
    // One group of a kind is all clips once more.
    if (groups.length < 2) return []
    return groups.map(([key, of]) => {
      const [name, dataset = null] = JSON.parse(key) as [string, string?]
      return {
        ...{ by, name, dataset, caution: cautionOf(of) },
        ...gapRow(scoreSides(of, names, draws, seed), of),
      }
    })
  })
  const place = ({ by }: { by: Subgroup['by'] }): number => subgroupKinds.indexOf(by)
  rows.sort((a, b) => place(a) - place(b) || collator.compare(a.name, b.name))
  return adjusted(rows)
}

const collator = new Intl.Collator('en', { numeric: true })

function adjusted<T extends Pick<LabelGap, 'outcomes' | 'caution'>>(
  rows: readonly T[],
): (T & { adjusted: number | null })[] {
  const tested = rows.filter(({ caution }) => caution !== 'few-clips')
  const found = holm(tested.map(({ outcomes }) => outcomes?.p ?? null))
  return rows.map(row => ({ ...row, adjusted: found[tested.indexOf(row)] ?? null }))
}
