import type { AgreementFigure, AgreementReport, PairAgreement } from '#contracts/agreement'
import { columns, interval, wholePercent } from '../experiments/text-table'

/** The figures as a table, then what they can't carry. */
export function describeAgreement({ notes, emotion, verdict, arousal, valence, ...report }: AgreementReport): string {
  const nominal = [
    ['emotion', emotion],
    ['verdict', verdict],
  ] as const
  const dials = [
    ['arousal', arousal],
    ['valence', valence],
  ] as const
  const table = columns([
    ['of', 'figure', 'between', 'clips', 'agreed', 'value [95 %]'],
    ...nominal.flatMap(([name, { agreedShare, alpha, fleiss, pairs }]) => [
      [name, 'alpha', 'all', String(alpha.clips), share(agreedShare), figure(alpha)],
      [name, 'Fleiss', 'all', String(fleiss.clips), '', figure(fleiss)],
      ...pairs.map(pair => pairLine(name, pair)),
    ]),
    ...dials.map(([name, { alpha }]) => [name, 'alpha', 'all', String(alpha.clips), '', figure(alpha)]),
    ...[...report.againstModel, ...report.againstDataset].map(pair => pairLine('emotion', pair)),
  ])
  return `${[...table, ...notes.map(note => `note: ${note}`)].join('\n')}\n`
}

function pairLine(name: string, { first, second, clips, agreed, kappa }: PairAgreement): string[] {
  return [
    ...[name, 'Cohen', `${first}, ${second}`, String(clips)],
    share(clips > 0 ? agreed / clips : null),
    figure(kappa),
  ]
}

function figure({ value, low, high }: AgreementFigure): string {
  return value === null ? '-' : interval({ mean: value, low, high })
}

function share(value: number | null): string {
  return value === null ? '-' : wholePercent(value)
}
