import type { ModelProposal } from '#contracts/model-wizard'

const titles: Readonly<Record<string, string>> = {
  'input.layout': 'Axes of the input',
  output: 'Output with the scores',
  name: 'Name',
  version: 'Version',
  license: 'Licence',
  labels: 'Labels',
  concepts: 'Layers with concepts',
  training: 'Training',
  metrics: 'Figures',
  'frontEnd.kind': 'Kind',
  'frontEnd.sampleRate': 'Sample rate, Hz',
  'frontEnd.nFft': 'Fourier transform, samples',
  'frontEnd.winLength': 'Window length, samples',
  'frontEnd.hopLength': 'Hop, samples',
  'frontEnd.window': 'Window',
  'frontEnd.center': 'Frames stand around their time',
  'frontEnd.padMode': 'Beyond the ends',
  'frontEnd.power': 'Energies (2) or magnitudes (1)',
  'frontEnd.nMels': 'Mel bands',
  'frontEnd.fMin': 'Lowest band begins, Hz',
  'frontEnd.fMax': 'Highest band ends, Hz',
  'frontEnd.melScale': 'Mel scale',
  'frontEnd.melNorm': 'Bands weighted',
  'frontEnd.log': 'Logarithm',
  'frontEnd.amin': 'Least energy',
  'frontEnd.reference': '0 dB is',
  'frontEnd.topDb': 'Cut off below the top, dB',
  'frontEnd.trim': 'Silence cut off',
  'frontEnd.clip': 'Length of a clip',
  'frontEnd.normalise': 'Normalised',
  'frontEnd.minFrames': 'Fewest frames',
  'frontEnd.maxFrames': 'Most frames',
}

/** A field of model.json in words. */
export function fieldTitle(field: string): string {
  return titles[field] ?? field
}

const MANY = 6

/** Any value of a field, short enough for a line. */
export function fieldValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return listValue(value)
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${fieldValue(inner)}`)
      .join(', ')
  return String(value)
}

function listValue(values: readonly unknown[]): string {
  const isOfNumbers = values.every(value => typeof value === 'number')
  if (isOfNumbers && values.length > MANY) return `${values.length} values, ${values.slice(0, 2).join(', ')} …`
  if (values.every(value => typeof value === 'object' && value !== null && 'layer' in value))
    return values.map(value => (value as { layer: string }).layer).join(', ')
  return values.map(fieldValue).join(', ')
}

/** `logmel: float32 [n, 1, 64, t]` */
export function tensorText({ name, type, dims }: ModelProposal['input']): string {
  return `${name}: ${type} [${(dims ?? ['?']).map(size => size ?? '?').join(', ')}]`
}
