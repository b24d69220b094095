import type { ErrorBody } from '#contracts/error'
import { chooseOutput } from '#engine/onnx/prepare'
import type { ModelFacts, TensorFacts } from './preflight'
import { refuse, shown } from './refuse'

export interface Signature {
  readonly input: TensorFacts
  /** The one that holds the logits. */
  readonly output: TensorFacts
  /** null: only a trial run can tell. */
  readonly labelCount: number | null
  readonly notes: readonly ErrorBody[]
}

/**
 * One float32 input of the rank asked for, logits [clips x labels] out.
 * @param output which output holds the logits, where there are several and none is called 'logits'
 */
export function checkSignature(facts: ModelFacts, inputRank: number, output?: string): Signature {
  const [input] = facts.inputs
  if (facts.inputs.length > 1) {
    const names = facts.inputs.map(({ name }) => shown(name)).join(', ')
    refuse('unsupported-signature', `The model has the inputs ${names}; it should have one, the log-Mel.`)
  }
  if (input.name === '__proto__')
    refuse('unsupported-signature', 'The input is called __proto__, which no runtime here can feed.')
  if (input.type !== 'float32')
    refuse('wrong-input-type', `The input is ${input.type}, not float32.`, { type: input.type })
  if (input.dims && input.dims.length !== inputRank) {
    const why = `The input has ${input.dims.length} axes, not ${inputRank}.`
    refuse('wrong-input-rank', why, { dims: input.dims })
  }
  const chosen = chooseOutput(
    facts.outputs.map(o => ({ ...o, dims: o.dims })),
    output,
  )
  const found = facts.outputs.find(({ name }) => name === chosen.name)!
  if (found.type !== 'float32')
    refuse('wrong-output-type', `The output ${shown(found.name)} is ${found.type}, not float32 scores.`, {
      type: found.type,
    })
  if (found.dims && found.dims.length !== 2) {
    refuse(
      'wrong-output-shape',
      `The output ${shown(found.name)} has ${found.dims.length} axes, not [clips x labels].`,
      { dims: found.dims },
    )
  }
  const batch = input.dims?.[0] ?? null
  const notes: ErrorBody[] =
    batch !== null && batch > 1
      ? [{ code: 'fixed-batch', message: `The model takes ${batch} clips at a time.`, details: { batch } }]
      : []
  return { input, output: found, labelCount: found.dims?.[1] ?? null, notes }
}

/** Labels that an exporter wrote into the file, checked against the number of scores; null: none that can be read. */
export function labelsInside(facts: ModelFacts, labelCount: number | null): string[] | null {
  const text = facts.metadata.get('labels')
  if (text === undefined) return null
  let labels: unknown
  try {
    labels = JSON.parse(text)
  } catch {
    return null
  }
  if (!Array.isArray(labels) || !labels.every(label => typeof label === 'string')) return null
  if (labelCount !== null && labels.length !== labelCount) {
    refuse('label-count-mismatch', `The model names ${labels.length} labels but gives ${labelCount} scores.`, {
      labels: labels.length,
      labelCount,
    })
  }
  const twice = labels.find((label, i) => labels.indexOf(label) !== i)
  if (twice !== undefined) refuse('label-duplicate', `The label ${shown(twice)} occurs twice.`, { label: twice })
  return labels
}
