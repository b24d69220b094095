import { frontEndPresets } from '#engine/model-wizard/presets'
import { frontEndStatements } from './field-names'
import { labelList } from './label-list'
import { isRecord, nothingSaid, type Statement, type Statements } from './statement'

/** config.json of a Hugging Face model: labels, the model's name. */
export function fromConfig(json: unknown, source: string): Statements {
  if (!isRecord(json)) return nothingSaid
  const said: Statement[] = []
  const labels = labelList(json.id2label) ?? labelList(json.label2id)
  if (labels !== null) said.push({ field: 'labels', value: labels, source })
  const name = typeof json._name_or_path === 'string' ? json._name_or_path.split('/').at(-1) : ''
  if (name) said.push({ field: 'name', value: name, source })
  return { said: [...said, ...frontEndStatements(Object.entries(json), source)], notes: [] }
}

/** Feature extractors that compute a log-Mel, by the preset that comes nearest. */
const extractors: Readonly<Record<string, string>> = {
  ASTFeatureExtractor: 'ast',
  WhisperFeatureExtractor: 'whisper',
}

/** preprocessor_config.json: what its feature extractor does, as far as our front end can do it, and its own figures. */
export function fromPreprocessor(json: unknown, source: string): Statements {
  if (!isRecord(json)) return nothingSaid
  const said = frontEndStatements(Object.entries(json), source)
  const type = String(json.feature_extractor_type ?? json.processor_class ?? '')
  const preset = frontEndPresets.find(({ name }) => name === extractors[type])
  if (preset === undefined) return { said, notes: [] }
  const own = said.map(statement => (type === 'ASTFeatureExtractor' ? halved(statement) : statement))
  const stated = new Set(own.map(({ field }) => field))
  const ofPreset = Object.entries(preset.values)
    .map(([field, value]) => ({ field: `frontEnd.${field}`, value, source: `${source} (${type})` }))
    .filter(({ field }) => !stated.has(field))
  const notes = preset.shortfalls.map(shortfall => ({
    code: 'bad-option' as const,
    message: `${type} can't be repeated exactly: ${shortfall}. Check the model against known outputs.`,
  }))
  return { said: [...own, ...ofPreset], notes }
}

/** It divides by twice the standard deviation. */
function halved(statement: Statement): Statement {
  if (statement.field !== 'frontEnd.normalise') return statement
  const { mean, std } = statement.value as { mean: unknown; std: unknown }
  return typeof std === 'number' ? { ...statement, value: { mean, std: 2 * std } } : statement
}

/** The licence in the head of a model card. */
export function fromModelCard(text: string, source: string): Statements {
  const head = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? ''
  const license = /^license:\s*["']?([^"'\r\n]{1,200}?)["']?\s*$/m.exec(head)?.[1]
  return license === undefined ? nothingSaid : { said: [{ field: 'license', value: license, source }], notes: [] }
}
