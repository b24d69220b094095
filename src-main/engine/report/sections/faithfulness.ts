import type { FaithfulnessResult } from '#contracts/experiments/faithfulness'
import type { ReportSection } from '../document'
import { countOf } from '../words'

/** Whether the maps tell what the model uses, beside random order and loudest first. */
export function faithfulnessSection({ clips, methods, controls }: FaithfulnessResult): ReportSection {
  const shown = [
    ...methods.map(({ method, metrics }) => ({ name: method as string, metrics })),
    ...controls.map(({ control, metrics }) => ({
      name: control === 'random' ? 'random order' : 'loudest first',
      metrics: metrics.map(metric => ({ ...metric, overRandom: null, overEnergy: null })),
    })),
  ]
  return {
    title: 'Faithfulness: do the maps tell what the model uses?',
    blocks: [
      {
        kind: 'table',
        id: 'faithfulness',
        caption: `Maps judged on ${countOf(clips, 'clip')}`,
        columns: [
          { title: 'map' },
          { title: 'metric' },
          { title: 'clips' },
          { title: 'mean' },
          { title: 'low' },
          { title: 'high' },
          { title: 'beats random' },
          { title: 'beats loudest first' },
        ],
        rows: shown.flatMap(({ name, metrics }) =>
          metrics.map(({ metric, clips: n, mean, low, high, overRandom, overEnergy }) => [
            name,
            metric,
            n,
            mean,
            low,
            high,
            overRandom?.beats ?? null,
            overEnergy?.beats ?? null,
          ]),
        ),
        note: 'Deletion, infidelity and sensitivity: low is good; insertion, AOPC, ABPC and correlation: high is good. “beats”: share of clips on which the map does better than the control. 95 % bootstrap intervals over clips.',
      },
    ],
  }
}
