import type { Statement } from './statement'

/** Names that exporters, training scripts and feature extractors give the fields of a front end. */
const names: Readonly<Record<string, readonly string[]>> = {
  sampleRate: ['samplerate', 'samplingrate', 'sr', 'fs', 'samplefrequency', 'samplingfrequency'],
  nFft: ['nfft', 'fftsize', 'fftlength', 'fftwindowsize', 'nffts'],
  winLength: ['winlength', 'windowlength', 'windowsize', 'framelength', 'winsize'],
  hopLength: ['hoplength', 'hopsize', 'hop', 'framestep'],
  window: ['window', 'windowfn', 'windowtype', 'windowfunction'],
  center: ['center', 'centre'],
  padMode: ['padmode'],
  power: ['power'],
  nMels: ['nmels', 'nummelbins', 'nummels', 'melbins', 'featuresize', 'nmel', 'nummelfilters'],
  fMin: ['fmin', 'minfrequency', 'frequencymin', 'lowfreq', 'melfmin'],
  fMax: ['fmax', 'maxfrequency', 'frequencymax', 'highfreq', 'melfmax'],
  melScale: ['melscale', 'htk'],
  melNorm: ['melnorm', 'norm'],
  log: ['log', 'logtype', 'logmel'],
  amin: ['amin', 'melfloor'],
  reference: ['reference', 'ref'],
  topDb: ['topdb'],
  mean: ['mean'],
  std: ['std'],
}
const fieldOf = new Map(Object.entries(names).flatMap(([field, known]) => known.map(name => [name, field] as const)))

/** Statements about the front end in a flat list of names and values; texts count as the numbers they spell. */
export function frontEndStatements(entries: Iterable<readonly [string, unknown]>, source: string): Statement[] {
  const found = new Map<string, unknown>()
  for (const [key, value] of entries) {
    const name = key
      .replace(/^(ser|frontend|front_end|feature)[._]/i, '')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
    const field = fieldOf.get(name)
    if (field !== undefined && !found.has(field)) found.set(field, readValue(name, field, value))
  }
  // Of waveform models: one feature, the sample.
  if (found.get('nMels') === 1) found.delete('nMels')
  const [mean, std] = [found.get('mean'), found.get('std')]
  found.delete('mean')
  found.delete('std')
  const said = [...found].map(([field, value]) => ({ field: `frontEnd.${field}`, value, source }))
  return mean !== undefined && std !== undefined
    ? [...said, { field: 'frontEnd.normalise', value: { mean, std }, source }]
    : said
}

function readValue(name: string, field: string, value: unknown): unknown {
  const plain = typeof value === 'string' ? spelt(value) : value
  const word = typeof plain === 'string' ? plain.toLowerCase() : plain
  if (name === 'htk') return plain === true ? 'htk' : 'slaney'
  if (field === 'window') return /^hann/.test(String(word)) ? 'hann' : /^hamm/.test(String(word)) ? 'hamming' : plain
  if (field === 'log')
    return word === 'log' || word === 'natural' ? 'ln' : word === 'power_to_db' || word === 'db' ? 'db' : word
  if (field === 'reference') return word === 'max' || word === 'np.max' ? 'max' : plain
  return plain
}

/** JSON where it is JSON; `None` and `True` as Python writes them. */
function spelt(text: string): unknown {
  if (text === 'None') return null
  if (text === 'True' || text === 'False') return text === 'True'
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
