/**
 * Agreement on labels: Cohen's kappa of each pair over the clips that both answered, Fleiss' kappa over the clips that
 * everybody answered, Krippendorff's alpha over all clips with two or more answers. References: [cohen1960], [fleiss1971],
 * [krippendorff2011].
 */
import type { AgreementFigure, NominalAgreement, PairAgreement } from '#contracts/agreement'
import { alphaOfVotes } from '#engine/stats/krippendorff-alpha'
import { cohensKappa, fleissKappa } from '#engine/stats/kappa'
import type { Measure } from './agreement-figures'
import { ratingPatterns, weightsOf } from './rating-patterns'
import type { NominalRatings } from './ratings'

type Figures = readonly Omit<AgreementFigure, 'clips'>[]

/** A measure, and what is said with its figures. */
export interface Question<Answer> {
  readonly measure: Measure
  readonly answer: (figures: Figures) => Answer
}

export interface NominalAnswer {
  readonly agreement: NominalAgreement
  /** By one that annotators are held against, a pair with each annotator. */
  readonly against: readonly PairAgreement[][]
}

/** @param names of the annotators, who are the first raters @param others of the raters after them, with whom only pairs are formed */
export function nominalQuestion(
  { raters, labels, codes }: NominalRatings,
  names: readonly string[],
  others: readonly string[] = [],
): Question<NominalAnswer> {
  const patterns = ratingPatterns(codes, raters)
  const { rows } = patterns
  const votes = rows.map(row => countCodes(row.subarray(0, names.length), labels.length))
  const given = votes.map(row => row.reduce((sum, count) => sum + count, 0))
  const complete = [...votes.keys()].filter(pattern => given[pattern] === names.length)
  const completeVotes = complete.map(pattern => votes[pattern])
  const pairs = pairsOf(names.length)
  const held = others.flatMap((_, other) => names.map((__, rater) => [rater, names.length + other] as const))
  const measure: Measure = {
    figures: 2 + pairs.length + held.length,
    of: counts => {
      const weights = weightsOf(patterns, counts)
      return [
        fleissKappa(
          completeVotes,
          Float64Array.from(complete, pattern => weights[pattern]),
        ),
        alphaOfVotes(votes, weights),
        ...[...pairs, ...held].map(pair => cohensKappa(crossCount(rows, weights, pair, labels.length))),
      ]
    },
  }
  const answer = ([fleiss, alpha, ...kappas]: Figures): NominalAnswer => {
    const weights = weightsOf(patterns, new Uint32Array(patterns.patternOf.length).fill(1))
    const sum = (of: (pattern: number) => number): number =>
      weights.reduce((total, weight, pattern) => total + weight * of(pattern), 0)
    const describe = ([a, b]: readonly [number, number], kappa: Figures[number]): PairAgreement =>
      describePair(names[a], [...names, ...others][b], crossCount(rows, weights, [a, b], labels.length), kappa)
    const [overlapping, completeClips] = [2, names.length].map(least => sum(pattern => Number(given[pattern] >= least)))
    const matrix = labels.map((_, a) => labels.map((__, b) => sum(pattern => pairsIn(votes[pattern], a, b))))
    const all = sum(pattern => (given[pattern] * (given[pattern] - 1)) / 2)
    const agreement: NominalAgreement = {
      labels: [...labels],
      answers: names.map((_, rater) => sum(pattern => Number(rows[pattern][rater] !== -1))),
      byLabel: labels.map((_, label) => sum(pattern => votes[pattern][label])),
      clips: sum(pattern => Number(given[pattern] >= 1)),
      ...{ overlapping, complete: completeClips },
      agreedShare: all > 0 ? labels.reduce((total, _, label) => total + matrix[label][label], 0) / all : null,
      fleiss: { ...fleiss, clips: completeClips },
      alpha: { ...alpha, clips: overlapping },
      pairs: pairs.map((pair, at) => describe(pair, kappas[at])),
      matrix,
    }
    const against = others.map((_, other) =>
      names.map((__, rater) => {
        const at = other * names.length + rater
        return describe(held[at], kappas[pairs.length + at])
      }),
    )
    return { agreement, against }
  }
  return { measure, answer }
}

function describePair(first: string, second: string, counts: number[][], kappa: Figures[number]): PairAgreement {
  const clips = counts.flat().reduce((sum, count) => sum + count, 0)
  const agreed = counts.reduce((sum, row, label) => sum + row[label], 0)
  return { first, second, clips, agreed, kappa: { ...kappa, clips }, counts }
}

function pairsOf(raters: number): [number, number][] {
  return Array.from({ length: raters }, (_, a) => a).flatMap(a =>
    Array.from({ length: raters - a - 1 }, (_, i): [number, number] => [a, a + 1 + i]),
  )
}

function countCodes(row: Int32Array, labels: number): Int32Array {
  const counts = new Int32Array(labels)
  for (const code of row) if (code !== -1) counts[code]++
  return counts
}

function crossCount(
  rows: readonly Int32Array[],
  weights: Float64Array,
  [a, b]: readonly [number, number],
  labels: number,
): number[][] {
  const counts = Array.from({ length: labels }, () => Array<number>(labels).fill(0))
  rows.forEach((row, pattern) => {
    if (row[a] !== -1 && row[b] !== -1) counts[row[a]][row[b]] += weights[pattern]
  })
  return counts
}

/** Unordered pairs of one answer a and one b. */
function pairsIn(votes: Int32Array, a: number, b: number): number {
  return a === b ? (votes[a] * (votes[a] - 1)) / 2 : votes[a] * votes[b]
}
