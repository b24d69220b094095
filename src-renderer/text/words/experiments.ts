import { formatCount, formatPercent, formatPlural } from '../format'

export const experimentsWords = {
  title: 'Experiments',
  name: (dataset: string, model: string) => `${dataset} · ${model}`,
  list: 'Experiments',
  loading: 'Reading the experiments…',
} as const

export const experimentPanelWords = {
  which: 'Which run',
  settings: 'All settings',
  progress: 'Progress of the experiment',
  caveats: 'What keeps the figures from saying much',
  loading: 'Reading the result…',
  refused: (refused: number, notes: number) => `${formatPlural(refused, 'refusal')}, ${formatPlural(notes, 'note')}`,
  trouble: (variant: string, why: string) => `${variant}: ${why}`,
} as const

export const askWords = {
  clips: (of: string) => `Clips ${of}`.trimEnd(),
  ofEachLabel: 'of each label',
  all: 'all',
  windows: 'Windows of',
  firstMethod: 'the first method',
  both: 'Both together',
  keep: 'Clips kept for each channel',
  otherAudits: 'Other audits of this model, made the same way',
  seed: 'Seed',
  seedTip: 'The same seed draws the same clips and gives the same figures',
  run: 'Run',
} as const

export const ablationWords = {
  intro: (clips: number, removal: number) =>
    `${formatPlural(clips, 'clip')} explained by both; the removal tests over ${formatPlural(removal, 'clip')}.`,
  parts: { occlusion: 'Occlusion', crp: 'Concept relevance', both: 'Both together' },
  controls: { random: 'Random order', energy: 'Loudest first' },
  metrics: { deletion: 'Deletion: low is good', insertion: 'Insertion: high is good' },
  all: 'All clips',
  overlap: 'Overlap of the windows',
  profiles: 'Agreement of the profiles',
  predicted: 'Predicted',
  iou: 'IoU',
  rho: 'ρ',
  mean: 'Mean',
  errors: 'Does plausibility find errors?',
  areas: 'Area under the ROC curve of plausibility',
  chance: 'Chance',
  area: 'Area',
  deltas: 'Windows less random speech windows',
  method: 'Method',
  deltasOf: (method: string) => `Cues in the windows of ${method} less random speech windows`,
} as const

export const baselineWords = {
  intro: (clips: number, speakers: number) =>
    `${formatPlural(clips, 'scored clip')} of ${formatPlural(speakers, 'speaker')}.`,
  overall: 'Overall',
  share: 'Share',
  accuracy: 'Accuracy',
  uar: 'Unweighted average recall',
  recalls: 'Recall by label',
  recall: 'Recall',
  label: 'Label',
  groups: {
    dataset: { title: 'Accuracy by data set', first: 'Data set' },
    speaker: { title: 'Accuracy by speaker', first: 'Speaker' },
    sex: { title: 'Accuracy by sex', first: 'Sex' },
  },
} as const

export const checklistWords = {
  title: 'Listen: is it audible there?',
  section: 'Clips to listen to',
  count: (done: number, clips: number, yes: number) =>
    `${done} of ${formatPlural(clips, 'clip')}${done > 0 ? `, audible in ${formatPercent(yes / done, 0)}` : ''}`,
  save: 'Save as CSV',
  clips: 'Clips',
  label: (expected: string, predicted: string) => (expected === predicted ? expected : `${expected} → ${predicted}`),
  windows: (windows: string) => `${windows} s`,
  question: (clip: string) => `Audible in ${clip}?`,
  yes: 'audible',
  no: 'not',
} as const

export const crossDatasetWords = {
  accuracy: 'Accuracy',
  dataset: 'Data set',
  rates: 'Base rates of plausibility',
  ratesTitle: 'Correct predictions that agree with the table',
  predicted: 'Predicted',
  agree: 'Agree',
  recall: 'Recall',
  expected: 'Expected',
  gaps: 'Gaps, in percentage points',
  gapsTitle: 'Gaps between data sets',
  gapOf: (label: string | null, dataset: string, reference: string) =>
    `${label ?? 'all labels'}, ${dataset} less ${reference}`,
  of: (label: string, dataset: string) => `${label}, ${dataset}`,
  noGap: 'No gap',
  gap: 'Gap',
  label: 'Label',
  cues: 'Cues in the salient windows of correct predictions',
  cuesTitle: 'Cues by data set and label',
  deltas: 'Beside random speech windows',
  deltasTitle: 'Cues less random speech, by data set and label',
} as const

export const cueValidationWords = {
  drawn: (label: string, drawn: number, correct: number) => `${label} ${drawn} of ${correct}`,
  cues: 'Cues in the salient windows',
  cuesTitle: 'Cues in the salient windows of correct predictions',
  label: 'Label',
  orders: 'Highest and lowest',
  highest: (label: string) => `highest in ${label}`,
  lowest: (label: string) => `lowest in ${label}`,
  share: (share: string) => `(${share})`,
  ordersNote: 'In brackets: in what share of bootstrap draws the label stands there too.',
  deltas: 'Beside random speech windows of the same clips',
  deltasTitle: 'Cues in the salient windows less random speech windows',
} as const

export const misclassifiedWords = {
  drawn: (drawn: number, wrong: number) =>
    `${formatCount(drawn)} of ${formatPlural(wrong, 'wrong prediction')} with windows were drawn for the tables below.`,
  pairs: (all: number) => `What was taken for what: all ${formatPlural(all, 'wrong prediction')}`,
  pair: (expected: string, predicted: string) => `${expected} taken for ${predicted}`,
  others: (pairs: number, clips: number) =>
    `And ${formatPlural(pairs, 'rarer confusion')} with ${formatPlural(clips, 'clip')}.`,
  cues: 'Cues in the salient windows',
  cuesTitle: 'Cues in the salient windows of wrong predictions',
  expected: 'Expected',
  predicted: 'Predicted',
  contrast: 'Wrong against correct',
} as const

export const referenceClipsWords = {
  intro: (clips: number, channels: number, layer: string | null) =>
    `${formatPlural(clips, 'clip')}, ${formatPlural(channels, 'channel')}${layer ? ` of ${layer}` : ''}. A clip’s own page shows the reference clips of its concepts.`,
  channel: 'Channel',
  share: 'Share',
  shareTip: 'Mean magnitude of its share of the layer’s relevance',
  signed: 'With its sign',
  signedTip: 'The same with its sign: speaks for the label or against it',
  most: (count: number) => `The ${count} that carry most.`,
} as const

export const spuriousWords = {
  intro: (clips: number) =>
    `${formatPlural(clips, 'clip')}, each with and without the artefact. A stand-in of equal energy tells what follows the artefact from what follows any disturbance.`,
  title: 'Artefacts',
  artefact: 'Artefact',
  verdict: 'Verdict',
  clips: 'Clips',
  changed: 'Labels changed',
  standIn: 'by the stand-in',
  excess: 'Excess',
  p: 'p',
  pulled: 'Pulled to',
  relevance: 'Relevance',
  relevanceTip: 'Share of relevance on the artefact: with it, less without',
  noticed: 'Noticed',
  noticedTip: 'Changed labels that plausibility calls implausible',
  pulledTo: (label: string, share: string) => `${label}, ${share}`,
  of: (clips: number) => `of ${clips}`,
} as const
