import { frontEndStatements } from './field-names'
import { labelList } from './label-list'
import { isRecord, nothingSaid, type Statement, type Statements } from './statement'

/** model.yaml of audonnx: labels (of one output, or by output) and what its transform says of the features. */
export function fromAudonnx(yaml: unknown, output: string, source: string): Statements {
  if (!isRecord(yaml)) return nothingSaid
  const [[, body] = []] = Object.entries(yaml).filter(([key]) => key.startsWith('$audonnx'))
  const model = isRecord(body) ? body : yaml
  const said: Statement[] = []
  const { labels } = model
  const own = isRecord(labels) && output in labels ? labels[output] : labels
  const list = labelList(own)
  if (list !== null) said.push({ field: 'labels', value: list, source })
  return { said: [...said, ...frontEndStatements(leaves(model.transform), source)], notes: [] }
}

/** The scalars of a tree, by their own keys. */
function leaves(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap(leaves)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
    isRecord(inner) || Array.isArray(inner) ? leaves(inner) : [[key, inner]],
  )
}
