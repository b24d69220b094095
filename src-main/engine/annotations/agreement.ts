/**
 * How far annotators agree: on emotions and verdicts (nominal), on arousal and valence (interval), and each with the model
 * and with the data set's label.
 *
 * Conventions: see ratings.ts; the emotion ratings have two raters more than annotators, the model's label and the data
 * set's. Intervals: agreement-figures.ts.
 */
import type { AgreementReport } from '#contracts/agreement'
import { drawCount, measureAgreement } from './agreement-figures'
import { agreementNotes } from './agreement-notes'
import { dialQuestion } from './dial-agreement'
import { nominalQuestion, pairQuestion, type Question } from './nominal-agreement'
import type { DialRatings, NominalRatings } from './ratings'

export interface AgreementInput {
  readonly annotators: readonly { readonly id: number; readonly name: string }[]
  readonly clips: number
  readonly emotion: NominalRatings
  readonly verdict: NominalRatings
  readonly arousal: DialRatings
  readonly valence: DialRatings
  /** Emotions given blind. */
  readonly blind: number
}

export function agreementReport(input: AgreementInput, seed: number): AgreementReport {
  const { annotators, clips, emotion } = input
  const names = annotators.map(({ name }) => name)
  const against = (column: number, title: string): Question<AgreementReport['againstModel'][number]>[] =>
    names.map((name, rater) => pairQuestion(emotion, [rater, names.length + column], [name, title]))
  const questions = {
    emotion: nominalQuestion(emotion, names),
    verdict: nominalQuestion(input.verdict, names),
    arousal: dialQuestion(input.arousal),
    valence: dialQuestion(input.valence),
  }
  const [model, dataset] = [against(0, 'model'), against(1, 'data set')]
  const asked = [...Object.values(questions), ...model, ...dataset]
  const figures = measureAgreement(
    asked.map(({ measure }) => measure),
    clips,
    seed,
  )
  const answers = <Answer>(of: readonly Question<Answer>[], from: number): Answer[] =>
    of.map((question, i) => question.answer(figures[from + i]))
  const report = {
    annotators: [...annotators],
    emotion: questions.emotion.answer(figures[0]),
    verdict: questions.verdict.answer(figures[1]),
    arousal: questions.arousal.answer(figures[2]),
    valence: questions.valence.answer(figures[3]),
    againstModel: answers(model, 4),
    againstDataset: answers(dataset, 4 + names.length),
    draws: drawCount(clips),
    seed,
  }
  const given = report.emotion.answers.reduce((sum, count) => sum + count, 0)
  const blindShare = given > 0 ? input.blind / given : null
  return { ...report, blindShare, notes: agreementNotes({ ...report, blindShare }) }
}
