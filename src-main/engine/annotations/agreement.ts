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
import { nominalQuestion } from './nominal-agreement'
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
  const questions = [
    nominalQuestion(emotion, names, ['model', 'data set']),
    nominalQuestion(input.verdict, names),
    dialQuestion(input.arousal),
    dialQuestion(input.valence),
  ] as const
  const figures = measureAgreement(
    questions.map(({ measure }) => measure),
    clips,
    seed,
  )
  const emotions = questions[0].answer(figures[0])
  const report = {
    annotators: [...annotators],
    emotion: emotions.agreement,
    verdict: questions[1].answer(figures[1]).agreement,
    arousal: questions[2].answer(figures[2]),
    valence: questions[3].answer(figures[3]),
    againstModel: [...emotions.against[0]],
    againstDataset: [...emotions.against[1]],
    draws: drawCount(clips),
    seed,
  }
  const given = report.emotion.answers.reduce((sum, count) => sum + count, 0)
  const blindShare = given > 0 ? input.blind / given : null
  return { ...report, blindShare, notes: agreementNotes({ ...report, blindShare }) }
}
