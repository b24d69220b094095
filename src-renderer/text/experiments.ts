import type { ExperimentCard, ExperimentKind } from '#contracts/experiment'
import type { Artefact, ArtefactVerdict } from '#contracts/experiments/spurious-features'
import type { IntervalRow } from '../components/charts/chart'
import { formatCount, formatPlural } from './format'
import { methodList, methodTexts } from './methods'

export interface ExperimentText {
  readonly title: string
  readonly words: string
}

/** In the order of the page: the six experiments, then the two that stand beside them. */
export const experimentTexts: Readonly<Record<ExperimentKind, ExperimentText>> = {
  baseline: {
    title: 'Baseline',
    words: 'How often the model is right, for which labels, voices and data sets, and how sure that is.',
  },
  'cue-validation': {
    title: 'Cue validation',
    words: 'Cues where the model looks, in clips that it names rightly. The clips are listed to be listened to.',
  },
  misclassifications: {
    title: 'Misclassification analysis',
    words: 'The same of clips that it names wrongly, and what tells them from the right ones.',
  },
  ablation: {
    title: 'Ablation',
    words: 'Occlusion alone, concept relevance alone, both together: how far they agree, and which is worth more.',
  },
  'spurious-features': {
    title: 'Spurious features',
    words:
      'Plants noise, hum, clicks, coding and reverberation, and measures what follows them. The clean clip is the control.',
  },
  'cross-dataset': {
    title: 'Cross-data-set',
    words: 'One model on several data sets: accuracy, cues and plausibility side by side.',
  },
  faithfulness: {
    title: 'Faithfulness of the maps',
    words: 'Takes away and puts back what the maps point at, beside random order and loudness.',
  },
  'reference-clips': {
    title: 'Reference clips',
    words: 'For each channel of a layer, the clips that show best what it stands for.',
  },
  embedding: {
    title: 'Activations',
    words: 'What the model makes of each clip before its last layer: what the map is drawn from.',
  },
}
export const experimentKinds = Object.keys(experimentTexts) as readonly ExperimentKind[]

/** What a run was asked, in a line: "10 clips of each label, Occlusion, seed 1". */
export function settingsWords(card: Pick<ExperimentCard, 'kind' | 'settings' | 'seed'>): string {
  const { settings } = card as ExperimentCard
  const parts: string[] = []
  if ('clips' in settings) parts.push(settings.clips === 'all' ? 'all clips' : formatPlural(settings.clips, 'clip'))
  if ('methods' in settings) parts.push(methodList(settings.methods))
  if ('method' in settings && settings.method !== null)
    parts.push(settings.method === 'both' ? 'both methods together' : methodTexts[settings.method].title)
  if ('keep' in settings) parts.push(`${settings.keep} clips kept for each channel`)
  if ('hasOtherAudits' in settings) parts.push(settings.hasOtherAudits ? 'with other audits' : 'this audit only')
  if ('artefacts' in settings) parts.push(formatPlural(settings.artefacts.length, 'artefact'))
  if ('draws' in settings) parts.push(`${formatCount(settings.draws)} bootstrap draws`)
  return [...parts, `seed ${card.seed}`].join(', ')
}

export function artefactName(artefact: Artefact): string {
  switch (artefact.kind) {
    case 'noise-burst':
      return `${artefact.colour} noise burst, ${artefact.snrDb} dB SNR`
    case 'hum':
      return `${artefact.mainsHz} Hz hum, ${artefact.snrDb} dB SNR`
    case 'clicks':
      return `${artefact.count} clicks, ${artefact.peakDb} dB above speech`
    case 'band-limit':
      return `band ${artefact.fMinHz ?? 0} to ${artefact.fMaxHz ?? '…'} Hz`
    case 'reverberation':
      return `reverberation, ${artefact.rt60Sec} s`
    case 'coding':
      return `${artefact.codec === 'mp3' ? 'MP3' : 'Opus'} at ${artefact.bitrateKbps} kbit/s`
  }
}

export const artefactVerdicts: Readonly<
  Record<ArtefactVerdict, { readonly title: string; readonly words: string; readonly tone: 'bad' | 'good' | 'quiet' }>
> = {
  relies: {
    title: 'Relies on it',
    words: 'Many labels follow the artefact and not a stand-in of equal energy, and so does the relevance.',
    tone: 'bad',
  },
  sensitive: { title: 'Sensitive', words: 'More labels follow it than the stand-in, beyond chance.', tone: 'bad' },
  disturbed: { title: 'Disturbed', words: 'Labels change, but not more than by the stand-in.', tone: 'quiet' },
  unmoved: { title: 'Unmoved', words: 'Hardly any label changes.', tone: 'good' },
  'too-few': { title: 'Too few clips', words: 'Even if all labels followed, it could be chance.', tone: 'quiet' },
  'not-tried': { title: 'Not tried', words: 'No clip could have it.', tone: 'quiet' },
}

interface Estimate {
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
}

export function estimateRow(key: string, label: string, found: Estimate | null, n: number | null = null): IntervalRow {
  return { key, label, value: found?.mean ?? null, low: found?.low ?? null, high: found?.high ?? null, n }
}

export function shareRow(
  key: string,
  label: string,
  value: number | null,
  interval: { readonly low: number; readonly high: number } | null,
  n: number | null,
): IntervalRow {
  return { key, label, value, low: interval?.low ?? null, high: interval?.high ?? null, n }
}
