import type { ScoreRow, Share } from '#contracts/experiments/baseline'
import { placesBySpeaker } from '#engine/plausibility/group-by'
import { hierarchicalDraws, intervalOf } from '#engine/stats/bootstrap'
import type { Interval } from '#engine/stats/interval'
import { wilsonInterval } from '#engine/stats/wilson'
import type { ScoredClip } from '#engine/store/scored-clips'

/** A prediction whose right label is known. */
export type KnownClip = Pick<ScoredClip, 'dataset' | 'speaker' | 'predicted'> & { readonly expected: string }

/** Shares of right predictions; NaN where there is nothing to be right about. */
interface Shares {
  readonly accuracy: number
  /** Mean recall over the labels that occur. */
  readonly uar: number
  /** [labels] */
  readonly recall: readonly number[]
}

/** A group's scores, and what they were in each of many draws of its speakers and their clips. */
export interface GroupScores {
  readonly clips: number
  readonly speakers: number
  readonly correct: number
  /** Of each label: clips, and those that are right. */
  readonly byLabel: readonly { readonly clips: number; readonly correct: number }[]
  readonly shares: Shares
  readonly drawn: readonly Shares[]
}

const TAILS = [0.025, 0.975] as const

export function scoreClips(
  clips: readonly KnownClip[],
  labels: readonly string[],
  draws: number,
  seed: number,
): GroupScores {
  const places = new Map(labels.map((label, place) => [label, place]))
  const label = Int32Array.from(clips, ({ expected }) => places.get(expected)!)
  const isRight = Uint8Array.from(clips, ({ expected, predicted }) => (expected === predicted ? 1 : 0))
  const speakers = placesBySpeaker(clips)
  const tally = (drawn: ArrayLike<number>): { counts: Uint32Array; right: Uint32Array } => {
    const [counts, right] = [new Uint32Array(labels.length), new Uint32Array(labels.length)]
    for (let i = 0; i < drawn.length; i++) {
      counts[label[drawn[i]]]++
      right[label[drawn[i]]] += isRight[drawn[i]]
    }
    return { counts, right }
  }
  const { counts, right } = tally([...clips.keys()])
  return {
    clips: clips.length,
    speakers: speakers.length,
    correct: right.reduce((sum, n) => sum + n, 0),
    byLabel: labels.map((_, i) => ({ clips: counts[i], correct: right[i] })),
    shares: sharesOf(counts, right),
    drawn: Array.from(hierarchicalDraws(speakers, draws, seed), drawn => {
      const found = tally(drawn)
      return sharesOf(found.counts, found.right)
    }),
  }
}

function sharesOf(counts: Uint32Array, right: Uint32Array): Shares {
  const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0)
  const recall = Array.from(counts, (n, i) => right[i] / n)
  const occurring = recall.filter(value => !Number.isNaN(value))
  return { accuracy: sum(right) / sum(counts), uar: sum(occurring) / occurring.length, recall }
}

/**
 * One share of a group with its interval. All right or all wrong, every draw would say the same: then it is Wilson's, of
 * clips that count as independent.
 */
export function shareOf(
  { clips, correct, shares, drawn }: Pick<GroupScores, 'clips' | 'correct' | 'shares' | 'drawn'>,
  pick: (shares: Shares) => number,
): Share {
  const value = pick(shares)
  if (Number.isNaN(value)) return { value: null, interval: null }
  if (value === 0 || value === 1) return { value, interval: wilsonInterval(correct, clips) }
  return { value, interval: intervalOf(drawn.map(pick), TAILS) }
}

export function recallOf(scores: GroupScores, label: number): Share {
  return shareOf({ ...scores, ...scores.byLabel[label] }, ({ recall }) => recall[label])
}

export function scoreRow(name: string, scores: GroupScores): ScoreRow {
  const { clips, speakers, correct } = scores
  return {
    ...{ name, clips, speakers, correct },
    accuracy: shareOf(scores, ({ accuracy }) => accuracy),
    uar: shareOf(scores, ({ uar }) => uar),
  }
}

/** What one group has more than another of other people; null where one of them has no such share. */
export function gapBetween(
  a: GroupScores,
  b: GroupScores,
  pick: (shares: Shares) => number,
): { difference: number | null; interval: Interval | null } {
  const difference = pick(a.shares) - pick(b.shares)
  if (Number.isNaN(difference)) return { difference: null, interval: null }
  const drawn = a.drawn.map((shares, i) => pick(shares) - pick(b.drawn[i]))
  return { difference, interval: intervalOf(drawn, TAILS) }
}

/** counts[expected][predicted], in the order of the labels. */
export function confusionOf(
  clips: readonly Pick<KnownClip, 'expected' | 'predicted'>[],
  labels: readonly string[],
): number[][] {
  const placeOf = new Map(labels.map((label, place) => [label, place]))
  const counts = labels.map(() => labels.map(() => 0))
  for (const { expected, predicted } of clips) counts[placeOf.get(expected)!][placeOf.get(predicted)!]++
  return counts
}
