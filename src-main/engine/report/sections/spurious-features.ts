import type { ArtefactFigure, ArtefactVerdict, SpuriousFeaturesResult } from '#contracts/experiments/spurious-features'
import { artefactName } from '#engine/artefacts/artefact'
import type { ReportCell, ReportSection } from '../document'
import { intervalPlot, type IntervalPoint } from '../figures/interval-plot'
import { countOf } from '../words'

/** What a verdict says. */
export const verdictWords: Readonly<Record<ArtefactVerdict, string>> = {
  relies: 'the model relies on it',
  sensitive: 'the model is sensitive to it',
  disturbed: 'it changes labels, not more than its stand-in beyond chance',
  unmoved: 'it changes hardly any label',
  'too-few': 'too few clips to tell',
  'not-tried': 'no clip could have it',
}

/** Whether the model goes by faults of a recording. @param result null: not run */
export function spuriousFeaturesSection(result: SpuriousFeaturesResult | null): ReportSection {
  const title = '5 Spurious features: does the model go by faults of a recording?'
  if (result === null)
    return {
      title,
      blocks: [
        { kind: 'text', text: 'Not run: the experiment spurious-features plants artefacts in clips and compares.' },
      ],
    }
  const { clips, findings, verdicts } = result
  const point = (series: number, n: number, figure: ArtefactFigure | null): IntervalPoint[] =>
    figure === null ? [] : [{ series, estimate: figure.mean, low: figure.low, high: figure.high, n }]
  return {
    title,
    blocks: [
      {
        kind: 'text',
        text: `Planted in ${countOf(clips, 'clip')}, each beside the untouched clip and a stand-in of equal energy. ${verdicts.map(({ artefact, verdict }) => `${artefact}: ${verdictWords[verdict]}.`).join(' ')}`,
      },
      {
        kind: 'figure',
        id: 'spurious-flips',
        caption: 'Share of clips whose label changes, with the artefact and with its stand-in; 95 % interval.',
        ...intervalPlot({
          title: 'Labels changed',
          measure: 'share of clips whose label changes',
          series: ['artefact', 'stand-in'],
          domain: [0, 1],
          groups: findings.map(({ artefact, clips: n, flips, standInFlips }) => ({
            name: artefactName(artefact),
            points: [...point(0, n, flips), ...point(1, n, standInFlips)],
          })),
        }),
      },
      {
        kind: 'table',
        id: 'spurious-features',
        caption: 'Artefacts at each level',
        columns: [
          ...['artefact', 'verdict', 'clips', 'labels changed', 'low', 'high', 'by the stand-in', 'p', 'mostly to'],
          ...['its area', 'relevance there, clean', 'with it', 'changed and judged', 'of them implausible'],
        ].map(name => ({ title: name })),
        rows: findings.map((found): ReportCell[] => [
          ...[artefactName(found.artefact), verdictWords[found.verdict], found.clips],
          ...[found.flips?.mean ?? null, found.flips?.low ?? null, found.flips?.high ?? null],
          ...[found.standInFlips?.mean ?? null, found.p, found.pulledTo?.label ?? null],
          ...[
            found.relevance?.area ?? null,
            found.relevance?.clean.mean ?? null,
            found.relevance?.planted.mean ?? null,
          ],
          ...[found.noticed?.clips ?? null, found.noticed?.implausible.mean ?? null],
        ]),
        note: 'p: one-sided, more labels follow the artefact than the stand-in, corrected over all artefacts (Holm). 95 % bootstrap intervals over speakers and clips.',
      },
    ],
  }
}
