import type { ModelBaselineResult } from '#contracts/experiments/baseline'
import type { CueValidationResult } from '#contracts/experiments/cue-validation'
import type { ErrorDetection, PlausibilityReport } from '#contracts/plausibility'
import { FEW_SPEAKERS, FEW_WRONG } from '#engine/plausibility/error-detection'
import type { ReportSection } from '../document'
import { countOf, shareWithInterval, warnings, withInterval } from '../words'
import { orderSentence } from './cue-validation'

/** The figures that the rest spells out. Nothing here says more than they do. */
export function summarySection(
  { overall, caveats }: ModelBaselineResult,
  cues: CueValidationResult | null,
  plausibility: PlausibilityReport | null,
): ReportSection {
  const lines = [
    overall.clips === 0
      ? 'Nothing can be scored.'
      : `Right on ${overall.correct} of ${countOf(overall.clips, 'clip')} of ${countOf(overall.speakers, 'speaker')}: accuracy ${shareWithInterval(overall.accuracy)}.`,
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
  const ends = order.filter(({ column }) => column === 'loudness.mean' || column === 'loudness.sd').map(orderSentence)
  const cells = deltas.rows.flatMap(({ cells: all }) => all).filter(({ q }) => q !== null)
  return [
    ...(ends.length === 0 ? [] : [`Salient windows of correct predictions. ${ends.join(' ')}`]),
    ...(cells.length === 0
      ? []
      : [
          `Against random speech windows of the same clips, ${cells.filter(({ q }) => q! < 0.05).length} of ${cells.length} means and variabilities (cue by emotion, correct predictions) differ beyond chance (q < 0.05).`,
        ]),
  ]
}

function detectionLine({ errorDetection }: PlausibilityReport): string {
  const { plausibility, confidence, both, wrong, clips } = errorDetection
  if (plausibility.area === null)
    return `Whether plausibility gives errors away can’t be told: ${errorDetection.caveats.join(' ')}`
  const areas = Object.entries({ plausibility, confidence, both })
    .filter(([, { area }]) => area !== null)
    .map(([name, { area, interval }]) => `${name} ${withInterval(area, interval)}`)
  return `Telling the ${countOf(wrong, 'wrong prediction')} from the rest of ${clips} that can be judged (area under the ROC curve, 0.5 is chance): ${areas.join(', ')}. ${detectionWords(errorDetection)}`
}

/** What the area of plausibility says, no stronger than its interval, and nothing where that rests on too little. */
export function detectionWords({ plausibility: { area, interval }, clips, wrong, speakers }: ErrorDetection): string {
  if (area === null) return 'Whether implausible cues give errors away can’t be told.'
  if (speakers < FEW_SPEAKERS)
    return `Too few speakers to tell whether implausible cues give errors away: ${speakers} of at least ${FEW_SPEAKERS}.`
  if (wrong < FEW_WRONG || clips - wrong < FEW_WRONG)
    return `Too few clips to tell whether implausible cues give errors away: ${wrong} wrong and ${clips - wrong} right, of at least ${FEW_WRONG} each.`
  if (interval === null) return 'Without an interval, plausibility can’t be said to give errors away.'
  if (interval.low > 0.5) return 'Implausible cues give errors away, better than chance.'
  if (interval.high < 0.5) return 'Wrong predictions fit the table better than right ones: here plausibility misleads.'
  return 'The interval of plausibility holds 0.5: on these clips it does not give errors away beyond chance.'
}
