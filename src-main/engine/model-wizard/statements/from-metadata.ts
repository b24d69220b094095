import { CueScopeError } from '#engine/base/errors'
import { frontEndStatements } from './field-names'
import { labelList } from './label-list'
import { fromSidecar } from './from-sidecar'
import type { Statement, Statements } from './statement'

const labelKeys = ['ser.labels', 'labels', 'id2label', 'classes', 'class_names', 'label_names', 'names']

/** What exporters wrote into the model file itself (metadata_props: texts by name). */
export function fromMetadata(metadata: ReadonlyMap<string, string>): Statements {
  const source = "the model file's metadata"
  const said: Statement[] = []
  const notes = []
  const key = labelKeys.find(name => metadata.has(name))
  if (key !== undefined) {
    const labels = labelList(metadata.get(key))
    if (labels !== null) said.push({ field: 'labels', value: labels, source })
    else {
      const message = `The model file's "${key}" is no list of labels that can be read.`
      notes.push({ code: 'labels-missing' as const, message })
    }
  }
  const whole = metadata.get('ser.frontend')
  if (whole !== undefined) said.push(...fromSidecar({ frontEnd: jsonOf(whole) }, source).said)
  said.push(...frontEndStatements(metadata, source))
  for (const field of ['name', 'version', 'license'])
    if (metadata.has(field)) said.push({ field, value: metadata.get(field), source })
  return { said, notes }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const message = `The model file's "ser.frontend" is not JSON: export it again. (${(cause as Error).message})`
    throw new CueScopeError('not-json', message, {}, { cause })
  }
}
