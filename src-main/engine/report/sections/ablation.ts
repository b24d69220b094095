import type { AblationResult } from '#contracts/experiments/ablation'
import type { ReportCell, ReportSection, ReportTable } from '../document'
import { intervalPlot } from '../figures/interval-plot'
import { countOf, warnings, withInterval } from '../words'
import { allCells, differencesInShort } from './cue-tables'

const names = { occlusion: 'occlusion', crp: 'concept relevance', both: 'both' } as const

/** Occlusion alone, concept relevance alone, both together. @param missing methods that the audit lacks */
export function ablationSection(result: AblationResult | null, missing: readonly string[]): ReportSection {
  const title = '4 Ablation: occlusion, concept relevance, both'
  if (result === null)
    return {
      title,
      blocks: warnings([
        `This audit has no ${missing.join(' and no ')}. An audit with --methods occlusion,crp of the same folder can be compared part by part.`,
      ]),
    }
  const { clips, agreement, parts, faithfulness, caveats } = result
  const all = agreement.find(({ label }) => label === null)
  const overlap = all?.overlap ?? null
  const words =
    overlap === null
      ? 'No clip has windows of both methods.'
      : `Over ${countOf(clips, 'clip')} the two methods’ windows overlap by ${withInterval(overlap.mean, boundsOf(overlap))} (intersection over union in time; 1 would be the same windows).`
  return {
    title,
    blocks: [
      { kind: 'text', text: words },
      ...warnings(caveats),
      {
        kind: 'table',
        id: 'ablation-agreement',
        caption: 'Where the two methods agree, by predicted label',
        columns: ['label', 'clips', 'overlap', 'low', 'high', 'rank correlation', 'low', 'high'].map(title => ({
          title,
        })),
        rows: agreement.map(({ label, overlap: found, spearman }) => [
          ...[label ?? 'all', found?.clips ?? 0, found?.mean ?? null, found?.low ?? null, found?.high ?? null],
          ...[spearman?.mean ?? null, spearman?.low ?? null, spearman?.high ?? null],
        ]),
        note: 'Overlap: intersection over union of the windows, in time. Rank correlation: of relevance over time. 95 % bootstrap intervals that resample speakers, then clips.',
      },
      detectionTable(result),
      ...(faithfulness.clips === 0
        ? []
        : [removalFigure(result, 'deletion'), removalFigure(result, 'insertion'), removalTable(result)]),
      ...parts.flatMap(({ part, deltas }) => [
        differencesInShort(
          `ablation-differences-${part}`,
          `Windows of ${names[part]} against random speech windows, by predicted label`,
          deltas,
        ),
        allCells(`ablation-differences-${part}-all`, `Every cue, windows of ${names[part]}`, ['predicted'], deltas),
      ]),
    ],
  }
}

function detectionTable({ parts }: AblationResult): ReportTable {
  return {
    kind: 'table',
    id: 'ablation-error-detection',
    caption: 'Does plausibility, judged by these windows, give wrong predictions away?',
    columns: [
      ...[
        'windows',
        'clips',
        'wrong',
        'area: plausibility',
        'low',
        'high',
        'area: with confidence',
        'low',
        'high',
        'implausible',
      ].map(title => ({ title })),
    ],
    rows: parts.map(({ part, errorDetection: { clips, wrong, plausibility, both }, verdicts }): ReportCell[] => [
      ...[names[part], clips, wrong],
      ...[plausibility.area, plausibility.interval?.low ?? null, plausibility.interval?.high ?? null],
      ...[both.area, both.interval?.low ?? null, both.interval?.high ?? null, verdicts.implausible ?? 0],
    ]),
    note: 'Area under the ROC curve; 0.5 is chance. Over predictions that the expert table expects something of.',
  }
}

type Judged = {
  name: string
  metrics: readonly { metric: string; clips: number; mean: number; low: number | null; high: number | null }[]
}

function judgedOf({ faithfulness }: AblationResult): Judged[] {
  return [
    ...faithfulness.parts.map(({ part, metrics }) => ({ name: names[part], metrics })),
    ...faithfulness.controls.map(({ control, metrics }) => ({
      name: control === 'random' ? 'random order' : 'loudest first',
      metrics,
    })),
  ]
}

function removalFigure(result: AblationResult, metric: 'deletion' | 'insertion'): ReportSection['blocks'][number] {
  const good = metric === 'deletion' ? 'low is good' : 'high is good'
  return {
    kind: 'figure',
    id: `ablation-${metric}`,
    caption: `${metric === 'deletion' ? 'Deletion' : 'Insertion'} (${good}): the model’s mean score while strips of time are ${metric === 'deletion' ? 'taken away' : 'put back'}, in each order; 95 % interval over clips.`,
    ...intervalPlot({
      title: metric,
      measure: `mean score, ${good}`,
      series: [metric],
      groups: judgedOf(result).map(({ name, metrics }) => ({
        name,
        points: metrics
          .filter(found => found.metric === metric)
          .map(({ mean, low, high, clips }) => ({ series: 0, estimate: mean, low, high, n: clips })),
      })),
    }),
  }
}

function removalTable(result: AblationResult): ReportTable {
  return {
    kind: 'table',
    id: 'ablation-removal',
    caption: `What taking away costs: ${countOf(result.faithfulness.clips, 'clip')}, strips of time`,
    columns: ['order by', 'metric', 'clips', 'mean', 'low', 'high'].map(title => ({ title })),
    rows: judgedOf(result).flatMap(({ name, metrics }) =>
      metrics.map(({ metric, clips, mean, low, high }): ReportCell[] => [name, metric, clips, mean, low, high]),
    ),
    note: 'Deletion: low is good; insertion, AOPC, ABPC: high is good. 95 % bootstrap intervals over clips.',
  }
}

function boundsOf({ low, high }: { low: number | null; high: number | null }): { low: number; high: number } | null {
  return low === null || high === null ? null : { low, high }
}
