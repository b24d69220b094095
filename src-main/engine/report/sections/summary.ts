import type { ModelBaselineResult } from '#contracts/experiments/baseline'
import type { CueValidationResult } from '#contracts/experiments/cue-validation'
import type { PlausibilityReport } from '#contracts/plausibility'
import type { ReportSection } from '../document'
import { shareWithInterval, warnings, withInterval } from '../words'
import { orderSentence } from './cue-validation'

/** The figures that the rest spells out. Nothing here says more than they do. */
export function summarySection(
  { overall, caveats }: ModelBaselineResult,
  cues: CueValidationResult | null,
  plausibility: PlausibilityReport | null,
): ReportSection {
  const lines = [
    `Right on ${overall.correct} of ${overall.clips} clips of ${overall.speakers} speakers: accuracy ${shareWithInterval(overall.accuracy)}.`,
    ...(cues === null ? [] : cueLines(cues)),
    ...(plausibility === null ? [] : [detectionLine(plausibility)]),
  ]
  const trouble = (plausibility?.checks ?? []).filter(({ state }) => state === 'warn')
  return {
    title: 'At a glance',
    blocks: [
      ...lines.map(text => ({ kind: 'text' as const, text })),
      ...warnings(caveats),
      ...warnings(trouble.map(({ title, explanation }) => `${title}: ${explanation}`)),
    ],
  }
}

function cueLines({ order, deltas }: CueValidationResult): string[] {
  const loudness = order.find(({ column }) => column === 'loudness.mean')
  const cells = deltas.rows.flatMap(({ cells: all }) => all).filter(({ q }) => q !== null)
  return [
    ...(loudness === undefined ? [] : [`Salient windows of correct predictions: ${orderSentence(loudness)}`]),
    ...(cells.length === 0
      ? []
      : [
          `Against random speech windows of the same clips, ${cells.filter(({ q }) => q! < 0.05).length} of ${cells.length} cue means of correct predictions differ beyond chance (q < 0.05).`,
        ]),
  ]
}

function detectionLine({ errorDetection }: PlausibilityReport): string {
  const { plausibility, confidence, both, wrong, clips } = errorDetection
  const area = ({ area: value, interval }: typeof both): string => withInterval(value, interval)
  return `Telling the ${wrong} wrong predictions from the rest of ${clips} that can be judged (area under the ROC curve, 0.5 is chance): plausibility ${area(plausibility)}, confidence ${area(confidence)}, both ${area(both)}.`
}
