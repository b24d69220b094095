import type { Confidence } from '#contracts/model-wizard'
import type { ModelProto, NodeProto } from '#engine/onnx/proto/messages'
import { refuse, shown } from '#engine/onnx/preflight/refuse'
import { openDims, type OpenDims } from './read-input'

export interface OutputReading extends OpenDims {
  readonly confidence: Confidence
  /** The operator that makes it. */
  readonly ending: string
  /** All that could be meant. */
  readonly candidates: readonly string[]
}

/** The output that holds the scores. @param asked `output` as answered; undefined: found out @throws CueScopeError */
export function readOutput(model: ModelProto, asked: unknown): OutputReading {
  const outputs = (model.graph?.output ?? []).map(openDims)
  const names = outputs.map(({ name }) => name)
  if (asked !== undefined && !names.includes(String(asked)))
    refuse('bad-option', `The model has no output ${shown(String(asked))}; it has ${names.map(shown).join(', ')}.`)
  const usable = outputs.filter(output => obstacleOf(output) === null)
  const [first] = usable
  if (first === undefined) throw obstacleOf(outputs[0])!()
  const named = usable.find(({ name }) => name === (asked ?? 'logits'))
  if (asked !== undefined && named === undefined) throw obstacleOf(outputs.find(({ name }) => name === asked)!)!()
  const likely = usable.find(({ name }) => /logit|score|class|emotion|label|prob/i.test(name))
  const chosen = named ?? likely ?? first
  const confidence = named !== undefined || outputs.length === 1 ? 'certain' : 'guessed'
  const ending = endingOf(model, chosen.name)?.opType ?? ''
  if (ending === 'Sigmoid') {
    const why =
      'The model ends in Sigmoid: it judges each label for itself. One that chooses one of its labels is needed.'
    refuse('unsupported-signature', `${why} If it does, export the scores before the Sigmoid.`)
  }
  return { ...chosen, confidence, ending, candidates: usable.map(({ name }) => name) }
}

/** The operator behind an output, past those that change nothing. */
export function endingOf(model: ModelProto, output: string): NodeProto | undefined {
  const producers = new Map((model.graph?.node ?? []).flatMap(node => (node.output ?? []).map(name => [name, node])))
  let node = producers.get(output)
  while (node?.opType === 'Identity' || node?.opType === 'Cast') node = producers.get(node.input?.[0] ?? '')
  return node
}

/** Throws when called; null: none. */
function obstacleOf({ name, type, dims }: OpenDims): (() => never) | null {
  if (type !== 'float32' && type !== 'float16')
    return () => refuse('wrong-output-type', `The output ${shown(name)} is ${type}, not float32 scores.`)
  if (dims !== null && dims.length !== 2)
    return () =>
      refuse('wrong-output-shape', `The output ${shown(name)} has ${dims.length} axes, not [clips x labels].`)
  return null
}
