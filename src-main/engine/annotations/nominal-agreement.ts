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

/** @param names of the annotators, who are the first raters */
export function nominalQuestion(ratings: NominalRatings, names: readonly string[]): Question<NominalAgreement> {
  const { raters, labels, codes } = ratings
  const clips = codes.length / Math.max(1, raters)
  const patterns = ratingPatterns(codes, raters, [...names.keys()])
  const votes = patterns.rows.map(row => countCodes(row, labels.length))
  const given = patterns.rows.map(row => row.filter(code => code !== -1).length)
  const complete = [...votes.keys()].filter(pattern => given[pattern] === names.length)
  const completeVotes = complete.map(pattern => votes[pattern])
  const pairs = pairsOf(names.length)
  const pairCounts = (weights: Float64Array, [a, b]: readonly [number, number]): number[][] =>
    crossCount(patterns.rows, weights, a, b, labels.length)
  const measure: Measure = {
    figures: 2 + pairs.length,
    of: drawn => {
      const weights = weightsOf(patterns, drawn)
      return [
        fleissKappa(
          completeVotes,
          Float64Array.from(complete, pattern => weights[pattern]),
        ),
        alphaOfVotes(votes, weights),
        ...pairs.map(pair => cohensKappa(pairCounts(weights, pair))),
      ]
    },
  }
  const answer = ([fleiss, alpha, ...kappas]: Figures): NominalAgreement => {
    const weights = weightsOf(patterns, Uint32Array.from(Array(clips).keys()))
    const sum = (of: (pattern: number) => number): number =>
      weights.reduce((total, weight, pattern) => total + weight * of(pattern), 0)
    const overlapping = sum(pattern => Number(given[pattern] >= 2))
    const completeClips = complete.reduce((total, pattern) => total + weights[pattern], 0)
    const matrix = labels.map((_, a) => labels.map((__, b) => sum(pattern => pairsIn(votes[pattern], a, b))))
    const all = sum(pattern => (given[pattern] * (given[pattern] - 1)) / 2)
    return {
      labels: [...labels],
      answers: names.map((_, rater) => sum(pattern => Number(patterns.rows[pattern][rater] !== -1))),
      byLabel: labels.map((_, label) => sum(pattern => votes[pattern][label])),
      clips: sum(pattern => Number(given[pattern] >= 1)),
      overlapping,
      complete: completeClips,
      agreedShare: all > 0 ? labels.reduce((total, _, label) => total + matrix[label][label], 0) / all : null,
      fleiss: { ...fleiss, clips: completeClips },
      alpha: { ...alpha, clips: overlapping },
      pairs: pairs.map((pair, at) =>
        describePair(names[pair[0]], names[pair[1]], pairCounts(weights, pair), kappas[at]),
      ),
      matrix,
    }
  }
  return { measure, answer }
}

/** Two raters of their own: an annotator and the model. @param columns of the ratings */
export function pairQuestion(
  { raters, labels, codes }: NominalRatings,
  columns: readonly [number, number],
  names: readonly [string, string],
): Question<PairAgreement> {
  const patterns = ratingPatterns(codes, raters, columns)
  const counts = (clips: ArrayLike<number>): number[][] =>
    crossCount(patterns.rows, weightsOf(patterns, clips), 0, 1, labels.length)
  return {
    measure: { figures: 1, of: clips => [cohensKappa(counts(clips))] },
    answer: ([kappa]) => describePair(...names, counts(Uint32Array.from(Array(codes.length / Math.max(1, raters)).keys())), kappa),
  }
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
  a: number,
  b: number,
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
