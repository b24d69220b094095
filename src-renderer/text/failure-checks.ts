import type { FailureCheck } from '#contracts/plausibility'
import { formatPercent, formatPlural } from './format'

const what: Readonly<Record<FailureCheck['id'], string>> = {
  'saliency-off-speech': 'of the relevance',
  'identical-cues': 'of the variance',
  'accurate-but-implausible': 'agree with the table',
  'spurious-feature': 'of the labels follow it',
}

/** The figure, and what it is of: "62 %", "of the variance, 1,641 clips". */
export function checkFigure({ id, figure, n }: FailureCheck): [figure: string, words: string] {
  return [formatPercent(figure, 0), `${what[id]}, ${formatPlural(n, 'clip')}`]
}
