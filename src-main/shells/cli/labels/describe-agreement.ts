import type { AgreementReport } from '#contracts/agreement'
import { columns, interval, wholePercent } from '../experiments/text-table'

/** The figures as a table, then what they can't carry. */
export function describeAgreement({ notes, emotion, verdict, arousal, valence, ...report }: AgreementReport): string {
  const figure = ({ value, low, high }: AgreementReport['emotion']['alpha']): string =>
    value === null ? '-' : interval({ mean: value, low, high })
  const nominal = [emotion, verdict].flatMap((question, at) => {
    const name = ['emotion', 'verdict'][at]
    const agreed = question.agreedShare === null ? '-' : wholePercent(question.agreedShare)
    return [
      [name, 'alpha', 'all', String(question.alpha.clips), agreed, figure(question.alpha)],
      [name, 'Fleiss', 'all', String(question.fleiss.clips), '', figure(question.fleiss)],
      ...question.pairs.map(pair => pairLine(name, pair)),
    ]
  })
  const pairLine = (name: string, pair: AgreementReport['againstModel'][number]): string[] => {
    const agreed = pair.clips > 0 ? wholePercent(pair.agreed / pair.clips) : '-'
    return [name, 'Cohen', `${pair.first}, ${pair.second}`, String(pair.clips), agreed, figure(pair.kappa)]
  }
  const table = columns([
    ['of', 'figure', 'between', 'clips', 'agreed', 'value [95 %]'],
    ...nominal,
    ['arousal', 'alpha', 'all', String(arousal.alpha.clips), '', figure(arousal.alpha)],
    ['valence', 'alpha', 'all', String(valence.alpha.clips), '', figure(valence.alpha)],
    ...[...report.againstModel, ...report.againstDataset].map(pair => pairLine('emotion', pair)),
  ])
  return `${[...table, ...notes.map(note => `note: ${note}`)].join('\n')}\n`
}
