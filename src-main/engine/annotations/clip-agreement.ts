import type { AgreementQuestion } from '#contracts/agreement'
import type { AgreementInput } from './agreement'
import { majorityOf } from './majority'

/** How far the annotators of one clip agree. */
export interface ClipAgreement {
  /** Its row in the ratings. */
  readonly row: number
  /** Part of the pairs of answers that are the same; of a dial: 1 less half the mean distance of two answers. */
  readonly agreement: number
  /** By annotator; null: none. */
  readonly answers: readonly (string | number | null)[]
}

/** Clips with two or more answers, those of least agreement first, then in order of the ratings. */
export function clipAgreements(input: AgreementInput, question: AgreementQuestion): ClipAgreement[] {
  const answersOf = answersIn(input, question)
  return Array.from({ length: input.clips }, (_, row) => ({ row, answers: answersOf(row) }))
    .flatMap(({ row, answers }) => {
      const agreement = agreementOf(answers)
      return agreement === null ? [] : [{ row, agreement, answers }]
    })
    .sort((a, b) => a.agreement - b.agreement || a.row - b.row)
}

function answersIn(
  { annotators, ...input }: AgreementInput,
  question: AgreementQuestion,
): (row: number) => (string | number | null)[] {
  if (question === 'emotion' || question === 'verdict') {
    const { raters, labels, codes } = input[question]
    return row => annotators.map((_, column) => labels[codes[row * raters + column]] ?? null)
  }
  const { raters, values } = input[question]
  return row =>
    annotators.map((_, column) => {
      const value = values[row * raters + column]
      return Number.isNaN(value) ? null : value
    })
}

function agreementOf(answers: readonly (string | number | null)[]): number | null {
  const numbers = answers.filter(answer => typeof answer === 'number')
  if (numbers.length === 0) return majorityOf(answers.filter(answer => typeof answer === 'string')).agreement
  if (numbers.length < 2) return null
  const distances = numbers.flatMap((a, i) => numbers.slice(i + 1).map(b => Math.abs(a - b)))
  return 1 - distances.reduce((sum, distance) => sum + distance, 0) / distances.length / 2
}
