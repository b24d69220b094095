import { formatCount, formatPlural } from '../format'

export const findingsWords = {
  title: 'Findings',
  name: (dataset: string, model: string) => `${dataset} · ${model}`,
  checks: 'Failure signatures',
  verdicts: 'Verdicts',
  table: (table: string, version: number, population: string) =>
    `${table}, version ${version}; compared with ${population}.`,
  trial: 'A trial: lists and exports keep what was kept.',
  few: (percent: number, least: number, labels: readonly string[]) =>
    `At ${percent} %, a verdict needs ${formatPlural(least, 'other correct clip')} of the label to compare with. Too few: ${labels.join(', ')}.`,
  rates: 'Base rates',
  ratesWords: 'How often correct predictions agree with the table at all. A verdict says little where this is low.',
  ratesTitle: 'Correct predictions that agree with the table',
  predicted: 'Predicted',
  correct: 'Correct',
  agree: 'Agree',
  half: 'As many against as with the table',
  noRates: 'No correct prediction of a label that the table speaks of could be measured.',
  loading: 'Weighing the evidence…',
} as const

export const checkWords = {
  run: 'Run the experiment',
  see: 'See the experiment',
} as const

export const cueTableWords = {
  title: 'Cues where the model looked',
  which: 'Which table',
  loading: 'Resampling speakers and clips…',
  options: {
    correct: 'Correct',
    wrong: 'Misclassified',
    correctDeltas: 'Correct, beside random speech',
    wrongDeltas: 'Misclassified, beside random speech',
    contrast: 'Wrong against correct',
  },
  words: {
    correct: 'Correct predictions by label: the form of the paper’s Table 2.',
    wrong: 'Misclassified clips by what they are and what was said: the form of the paper’s Table 3.',
    correctDeltas:
      'What the windows have more than random speech windows of the same clips; correct predictions by label.',
    wrongDeltas:
      'What the windows have more than random speech windows of the same clips; wrong predictions by what was said.',
    contrast: 'Misclassified clips against correct ones of the label that the model gave them.',
  },
  expected: 'Expected',
  predicted: 'Predicted',
  label: 'Label',
} as const

export const errorDetectionWords = {
  title: 'Do implausible cues give errors away?',
  intro: (clips: number, wrong: number) =>
    `How well each tells wrong predictions from right ones, over ${formatPlural(clips, 'clip')} (${formatCount(wrong)} wrong). 1 is perfect, 0.5 chance, below 0.5 it points the wrong way.`,
  unknown: 'Whether plausibility adds to confidence is not known.',
  gain: (change: string, range: string, isClear: boolean) =>
    `Plausibility beside confidence changes the area by ${change}${range}${isClear ? '' : ': no clear change'}.`,
  range: (low: string, high: string) => ` (${low} to ${high})`,
  area: 'Area',
  areas: 'Area under the ROC curve',
  chance: 'Chance',
  arousal: 'Arousal',
  arousalWords: 'Rank correlation of the arousal that is heard with the one the table gives the predicted label:',
  correct: 'Correct predictions',
  wrong: 'Wrong predictions',
  rho: (rho: string) => `ρ = ${rho}`,
  few: 'too few clips',
} as const

export const scatterWords = {
  title: 'Any two numbers',
  across: 'Across',
  up: 'Up',
  plot: (x: string, y: string, clips: number) => `${x} against ${y}, ${formatPlural(clips, 'clip')}`,
  wrong: 'wrong',
  right: 'right or unmapped.',
  drawn: (clips: number, read: number, total: number) =>
    `${formatPlural(clips, 'clip')} ${clips === 1 ? 'has' : 'have'} both numbers${read < total ? `; drawn are ${formatCount(read)} of ${formatCount(total)}` : ''}. Click a point to open its clip, drag a box to list those in it.`,
  loading: 'Reading clips…',
} as const

export const settingsPanelWords = {
  title: 'What the verdicts rest on',
  working: 'Working it out…',
  change: (change: string) => `With these: ${change}.`,
  undo: 'Undo',
  use: 'Use these',
  table: 'Expert table',
  version: (table: string, version: number) => `${table}, version ${version}`,
  editor: 'Look into it',
  population: 'Cues are compared with',
  ofTable: (population: string | null) => `what the table says${population === null ? '' : `: ${population}`}`,
  populationTip:
    'Often decides most. In acted speech sadness tends to fit against all emotions, happiness against neutral.',
  windows: 'Windows of',
  firstMethod: 'the audit’s first method',
  both: 'Both together',
  percentile: (percent: number) => `Implausible: at or below ${percent} % of the correct clips`,
  percentileTip: 'So many correct clips are called implausible by construction.',
} as const
