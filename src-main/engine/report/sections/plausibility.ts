import type { PlausibilityReport } from '#contracts/plausibility'
import type { ReportSection } from '../document'
import { intervalPlot } from '../figures/interval-plot'
import { countOf, plainNumber, warnings, withInterval } from '../words'
import { detectionWords } from './summary'

const populationWords = {
  speaker: 'the same speaker in all emotions',
  'speaker-neutral': 'the same speaker in neutral',
  dataset: 'all clips of the data set',
} as const

/** Whether what the model listens to fits what experts expect, and whether that gives its errors away. */
export function plausibilitySection(report: PlausibilityReport): ReportSection {
  const { table, population, settings, counts, baseRates, errorDetection, arousal, method } = report
  const areas = (['confidence', 'plausibility', 'contrast', 'both'] as const).map(name => ({
    name,
    ...errorDetection[name],
  }))
  return {
    title: 'Plausibility: does it fit what experts expect?',
    blocks: [
      {
        kind: 'text',
        text: `Each clip’s salient windows (${method}) are compared with ${populationWords[population]} and held against the table “${table.title}”, version ${table.version}. Implausible: among the ${settings.percentile} % of a label’s correct clips that fit it least. Of all clips, ${counts.plausible} are plausible, ${counts.implausible} implausible, ${counts['not-measurable']} not measurable; of ${counts['no-expectation']} the table expects nothing.`,
      },
      {
        kind: 'table',
        id: 'base-rates',
        caption: 'How often clips whose label is known to be right agree with the table',
        columns: [
          { title: 'data set' },
          { title: 'label' },
          { title: 'correct' },
          { title: 'agree' },
          { title: 'rate' },
          { title: 'low' },
          { title: 'high' },
          { title: 'median alignment' },
          { title: 'wrong' },
          { title: 'of them implausible' },
        ],
        rows: baseRates.map(row => [
          row.dataset,
          row.label,
          row.correct,
          row.agreeing,
          row.rate,
          row.interval?.low ?? null,
          row.interval?.high ?? null,
          row.medianAlignment,
          row.wrong,
          row.wrongImplausible,
        ]),
        note: 'A low rate says that the table, with this reference population, fits the data set’s own speech badly: read verdicts beside it.',
      },
      {
        kind: 'figure',
        id: 'error-detection',
        caption: `Area under the ROC curve for “this prediction is wrong”, 95 % intervals; ${errorDetection.wrong} wrong of ${countOf(errorDetection.clips, 'clip')}. 0.5 is chance.`,
        ...intervalPlot({
          title: 'Error detection',
          measure: 'area under the ROC curve',
          series: ['area'],
          reference: 0.5,
          domain: [0, 1],
          groups: areas.map(({ name, area, interval }) => ({
            name,
            points:
              area === null
                ? []
                : [
                    {
                      series: 0,
                      estimate: area,
                      low: interval?.low ?? null,
                      high: interval?.high ?? null,
                      n: errorDetection.clips,
                    },
                  ],
          })),
        }),
      },
      {
        kind: 'table',
        id: 'error-detection-areas',
        caption: 'Does plausibility give wrong predictions away?',
        columns: [{ title: 'score' }, { title: 'area' }, { title: 'low' }, { title: 'high' }],
        rows: [...areas, { name: 'gain of both over confidence', ...errorDetection.gain }].map(
          ({ name, area, interval }) => [name, area, interval?.low ?? null, interval?.high ?? null],
        ),
        note: 'Confidence: low is suspicious. Plausibility: standing among correct clips of the label. Contrast: alignment less that of the best other label. Both: confidence and plausibility, logistic regression, each clip predicted by other speakers’ clips.',
      },
      ...warnings(errorDetection.caveats),
      {
        kind: 'text',
        text: [detectionWords(errorDetection), ...arousalWords(arousal), ...gainWords(errorDetection)].join(' '),
      },
    ],
  }
}

/** Nothing where it is not known. */
function arousalWords({ correct, wrong }: PlausibilityReport['arousal']): string[] {
  const known = [
    ...(correct === null ? [] : [`${plainNumber(correct.rho, 2)} over correct predictions (n ${correct.n})`]),
    ...(wrong === null ? [] : [`${plainNumber(wrong.rho, 2)} over wrong ones (n ${wrong.n})`]),
  ]
  if (known.length === 0) return []
  return [
    `Rank correlation of measured arousal with the arousal that the table gives to the predicted label: ${known.join(', ')}.`,
  ]
}

/** Nothing where it is not known. */
function gainWords({ gain: { area, interval } }: PlausibilityReport['errorDetection']): string[] {
  return area === null
    ? []
    : [`Adding plausibility to confidence changes the area by ${withInterval(area, interval, 3)}.`]
}

/** The known ways of being right for the wrong reason. */
export function checksSection({ checks }: PlausibilityReport): ReportSection {
  return {
    title: 'Failure signatures',
    blocks: [
      {
        kind: 'table',
        id: 'failure-checks',
        caption: 'Checks for known ways of being right for the wrong reason',
        columns: [
          { title: 'check' },
          { title: 'state' },
          { title: 'figure' },
          { title: 'n' },
          { title: 'what it says' },
        ],
        rows: checks.map(({ title, state, figure, n, explanation }) => [title, state, figure, n, explanation]),
      },
    ],
  }
}
