import type {
  AgreementFigure,
  AgreementQuestion,
  AgreementReport,
  ClipAgreementPage,
  PairAgreement,
} from '#contracts/agreement'
import type { Condition } from '#contracts/clip-query'
import { words } from '../../text/conditions'
import { csvText } from '../../text/csv'
import type { Cell } from '../../text/csv'

/** Two whose answers stand against each other, with the columns of the clip table that hold them. */
export interface ComparedPair {
  readonly key: string
  readonly kind: 'annotators' | 'model' | 'dataset'
  readonly pair: PairAgreement
  readonly labels: readonly string[]
  readonly columns: readonly [string, string]
}

type Nominal = 'emotion' | 'verdict'

const columnOf = (question: Nominal, name: string): string =>
  `${question === 'emotion' ? 'annotated-label' : 'annotated-verdict'}.${name}`

/** Annotators two by two; for emotions each beside the model and the data set's label too. */
export function comparedPairs(report: AgreementReport, question: Nominal): ComparedPair[] {
  const { labels, pairs } = report[question]
  const own = pairs.map((pair): ComparedPair => ({
    ...{ key: `${pair.first}\n${pair.second}`, kind: 'annotators', pair, labels },
    columns: [columnOf(question, pair.first), columnOf(question, pair.second)],
  }))
  if (question === 'verdict') return own
  const beside = (kind: 'model' | 'dataset', all: readonly PairAgreement[], column: string): ComparedPair[] =>
    all.map(pair => ({
      ...{ key: `${kind}\n${pair.first}`, kind, pair, labels },
      columns: [columnOf(question, pair.first), column],
    }))
  return [
    ...own,
    ...beside('model', report.againstModel, 'predicted'),
    ...beside('dataset', report.againstDataset, 'expected'),
  ]
}

/** The clips of a cell of a pair's matrix. */
export function cellConditions({ columns, labels }: ComparedPair, row: number, column: number): Condition[] {
  return [words(columns[0], labels[row]), words(columns[1], labels[column])]
}

/** Labels that either of the two gave, by their place: the others would be empty rows and columns. */
export function usedLabels({ pair }: ComparedPair): number[] {
  const { counts } = pair
  return counts.flatMap((row, at) => (row.some(count => count > 0) || counts.some(other => other[at] > 0) ? [at] : []))
}

/** Every figure that is shown, one a line. */
export function figuresCsv(report: AgreementReport): string {
  const titles = ['question', 'figure', 'first', 'second', 'value', 'low', 'high', 'clips']
  const figure = (question: AgreementQuestion, name: string, found: AgreementFigure, pair?: PairAgreement): Cell[] => [
    ...[question, name, pair?.first, pair?.second],
    ...[found.value, found.low, found.high, found.clips],
  ]
  const nominal = (['emotion', 'verdict'] as const).flatMap(question => {
    const { fleiss, alpha, agreedShare, overlapping, pairs } = report[question]
    return [
      [question, 'agreed_share', null, null, agreedShare, null, null, overlapping],
      figure(question, 'krippendorff_alpha_nominal', alpha),
      figure(question, 'fleiss_kappa', fleiss),
      ...pairs.map(pair => figure(question, 'cohen_kappa', pair.kappa, pair)),
    ]
  })
  const against = [...report.againstModel, ...report.againstDataset].map(pair =>
    figure('emotion', 'cohen_kappa', pair.kappa, pair),
  )
  const dials = (['arousal', 'valence'] as const).flatMap(question => [
    figure(question, 'krippendorff_alpha_interval', report[question].alpha),
    [question, 'mean_distance', null, null, report[question].meanDistance, null, null, report[question].overlapping],
  ])
  return csvText(titles, [...nominal, ...against, ...dials])
}

/** One line a clip, a column each annotator. */
export function clipsCsv(names: readonly string[], rows: ClipAgreementPage['rows']): string {
  return csvText(
    ['clip_id', 'file', 'agreement', ...names],
    rows.map(({ clipId, file, agreement, answers }) => [clipId, file, agreement, ...answers]),
  )
}
