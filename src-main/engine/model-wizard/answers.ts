import { frontEndSchema } from '#contracts/model'
import type { WizardAnswers } from '#contracts/model-wizard'
import { CueScopeError } from '#engine/base/errors'
import { frontEndPresets } from './presets'
import { isRecord, type Statement } from './statements/statement'

const ofTheCard = ['name', 'version', 'license', 'labels', 'concepts', 'training', 'metrics']
const ofTheFile = ['input.layout', 'output']

export const frontEndFields = Object.keys(frontEndSchema.shape).filter(field => field !== 'kind')
export const manifestFields = [...ofTheCard, ...frontEndFields.map(field => `frontEnd.${field}`)]

/** What a person said, and after it what the preset says that the person chose. @throws CueScopeError bad-option */
export function statementsOf(answers: WizardAnswers): Statement[] {
  const source = 'you'
  const said: Statement[] = []
  const normalise: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(answers)) {
    const part = /^frontEnd\.normalise\.(mean|std)$/.exec(field)?.[1]
    if (part !== undefined) normalise[part] = value
    else if (field === 'frontEnd' && isRecord(value))
      for (const [name, inner] of Object.entries(value))
        if (name !== 'kind') said.push({ field: known(`frontEnd.${name}`), value: inner, source })
    if (part === undefined && field !== 'frontEnd' && field !== 'preset')
      said.push({ field: known(field), value, source })
  }
  if (Object.keys(normalise).length > 0) said.push({ field: 'frontEnd.normalise', value: normalise, source })
  return said
}

/** The fields of the preset that a person chose; none chosen: nothing. */
export function statementsOfPreset(answers: WizardAnswers): Statement[] {
  if (answers.preset === undefined) return []
  const preset = frontEndPresets.find(({ name }) => name === answers.preset)
  if (preset === undefined) {
    const names = frontEndPresets.map(({ name }) => name).join(', ')
    throw new CueScopeError('bad-option', `There is no preset "${String(answers.preset)}". Presets: ${names}.`)
  }
  const source = `the preset ${preset.name}`
  const rate = Number(answers['frontEnd.sampleRate'] ?? preset.values.sampleRate)
  const isUpToNyquist = preset.values.fMax === Number(preset.values.sampleRate) / 2
  const values = isUpToNyquist ? { ...preset.values, fMax: rate / 2 } : preset.values
  return Object.entries(values).map(([field, value]) => ({ field: `frontEnd.${field}`, value, source }))
}

function known(field: string): string {
  const fields = [...ofTheFile, ...manifestFields]
  if (fields.includes(field)) return field
  throw new CueScopeError('bad-option', `There is no field "${field}". Fields: ${fields.join(', ')}, preset.`)
}
