import { formatPlural } from '../format'

export const modelCardWords = {
  missing: 'missing',
  included: 'included',
  facts: (labels: number, mels: number) => `${formatPlural(labels, 'label')} · ${formatPlural(mels, 'mel band')}`,
  labels: 'Labels',
  noLicense: 'No licence given',
  restricted: 'research, non-commercial use only',
} as const

export const modelDetailsWords = {
  loading: 'Reading the model…',
  folder: 'Folder',
  size: 'Size',
  made: 'Made by',
  unknownProducer: 'not stated',
  opset: (opset: number) => `operator set ${opset}`,
  input: 'Input',
  output: 'Output',
  frontEnd: 'Front end: how audio becomes its log-Mel',
  metadata: 'Written into the model file (metadata_props)',
  noMetadata: 'Nothing.',
  field: 'Field',
  value: 'Value',
  source: 'Comes from',
} as const
