import type { AblationResult } from '#contracts/experiments/ablation'
import type { Estimate } from '#contracts/experiments/faithfulness'
import type { ErrorDetection } from '#contracts/plausibility'
import { caveatLines, cueLines } from './cue-lines'
import { columns, interval } from './text-table'

/** The result as lines for people. */
export function describeAblation({ clips, agreement, parts, faithfulness, caveats }: AblationResult): string[] {
  const estimate = (found: Estimate | null): string => (found === null ? '-' : interval(found))
  const judged = [
    ...faithfulness.parts.map(({ part, metrics }) => ({ name: part as string, metrics })),
    ...faithfulness.controls.map(({ control, metrics }) => ({ name: `(${control})`, metrics })),
  ]
  const metric = ({ metrics }: (typeof judged)[number], name: string): string =>
    estimate(metrics.find(found => found.metric === name) ?? null)
  return [
    `${clips} clips explained by both; means with 95 % bootstrap intervals`,
    '',
    ...columns([
      ['label', 'overlap of windows (IoU)', 'rank correlation of profiles'],
      ...agreement.map(({ label, overlap, spearman }) => [label ?? 'all', estimate(overlap), estimate(spearman)]),
    ]),
    '',
    'area under the ROC curve for "this prediction is wrong"; 0.5 is chance',
    ...columns([
      ['windows of', 'plausibility', 'confidence', 'both', 'wrong of clips', 'implausible'],
      ...parts.map(({ part, errorDetection, verdicts }) => [
        part,
        area(errorDetection.plausibility),
        area(errorDetection.confidence),
        area(errorDetection.both),
        `${errorDetection.wrong} of ${errorDetection.clips}`,
        String(verdicts.implausible ?? 0),
      ]),
    ]),
    '',
    `model's score while strips of time are taken away or put back, most relevant first (${faithfulness.clips} clips)`,
    ...columns([
      ['order by', 'deletion (low is good)', 'insertion (high is good)'],
      ...judged.map(part => [part.name, metric(part, 'deletion'), metric(part, 'insertion')]),
    ]),
    ...parts.flatMap(({ part, deltas }) => [
      '',
      `${part}: windows less random speech windows, by predicted label (*: q < 0.05)`,
      ...cueLines(deltas, true),
    ]),
    ...caveatLines(caveats),
  ]
}

function area({ area: value, interval: bounds }: ErrorDetection['both']): string {
  return value === null ? '-' : interval({ mean: value, low: bounds?.low ?? null, high: bounds?.high ?? null })
}
