/**
 * Looks at a model file and says what model.json would have to hold: each field with its value and where it comes from,
 * and what remains to be asked.
 *
 * Conventions: the graph and trial runs are certain; what is written in or beside the file is stated; the rest is
 * guessed by custom and asked. The order of trust is: a person's answers, the graph, our sidecar, the file's metadata,
 * Hugging Face's files, audonnx's. Runs a stranger's model: for a worker process of its own only.
 */
import { basename } from 'node:path'
import type { ErrorBody } from '#contracts/error'
import type { ModelManifest } from '#contracts/model'
import { saliencyMethods as allMethods, explainSettingsSchema } from '#contracts/settings'
import type { ModelProposal, ProposedField, WizardAnswers } from '#contracts/model-wizard'
import { tryMethods } from '#engine/audits/experiment-tasks'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { readRegularFile } from '#engine/files/read-file'
import { sha256 } from '#engine/files/sha256'
import { parseModelManifest } from '#engine/models/model-package'
import { probeModel } from '#engine/models/probe'
import { openModelSession, openOnnxGraph } from '#engine/models/session'
import { preflight, type ModelFacts } from '#engine/onnx/preflight/preflight'
import { decodeModel } from '#engine/onnx/proto/decode'
import { encodeModel } from '#engine/onnx/proto/encode'
import type { ModelProto } from '#engine/onnx/proto/messages'
import { GraphCache } from '#engine/saliency/graph-cache'
import { createSubject } from '#engine/saliency/subject'
import { adaptModel, type Adapted } from './adapt-model'
import { statementsOf, statementsOfPreset } from './answers'
import { conceptLayers } from './concept-layers'
import { findModelFile, type ModelFile } from './find-model-file'
import { gatherStatements } from './gather-statements'
import { inlineWeights } from './inline-weights'
import { frontEndPresets } from './presets'
import { manifestOf, proposeFields } from './propose-fields'
import { questionsFor } from './questions'
import { openDims, readInput, type InputReading } from './read-input'
import { readOutput, type OutputReading } from './read-output'
import type { Statement } from './statements/statement'
import { tryShapes, type TriedShapes } from './try-shapes'

const MAX_MODEL_BYTES = 2 ** 31
const LFS_MARK = 'version https://git-lfs'

export interface Inspected {
  readonly proposal: ModelProposal
  /** The file as packages hold it. */
  readonly onnx: Uint8Array
  readonly sourceSha256: string
}

/** @throws CueScopeError where the file can't be a model for this program, whatever is answered */
export async function inspectModel(where: string, answers: WizardAnswers): Promise<Inspected> {
  const said = statementsOf(answers)
  const preset = statementsOfPreset(answers)
  const file = await findModelFile(where)
  const bytes = await readRegularFile(file.path, MAX_MODEL_BYTES)
  refusePointer(bytes, file.path)
  const facts = named(file.path, () => preflight(bytes))
  const model = decodeModel(bytes)
  await inlineWeights(model, facts.externalData, file.path)
  const output = readOutput(model, answers.output)
  const stated = await gatherStatements(file, facts.metadata, output.name)
  const statedMels = [...said, ...stated.said].find(({ field }) => field === 'frontEnd.nMels')?.value
  const input = readInput(model, answers['input.layout'], statedMels)
  const adapted = adaptModel(model, input, output, input.batch === 1)
  const inlined = facts.externalData.length > 0 ? ['the weights of other files are taken in'] : []
  const changes = [...inlined, ...adapted.changes]
  const onnx = changes.length > 0 ? encodeModel(adapted.model) : bytes

  const shapes = await shapesOf(onnx, adapted, input)
  const layers = conceptLayers(onnx)
  const notes: ErrorBody[] = [...facts.notes, ...stated.notes]
  const found: Statement[] = []
  if (input.mels !== null || !shapes.isAnyMels)
    found.push({
      field: 'frontEnd.nMels',
      value: shapes.mels,
      source: input.mels !== null ? 'the graph' : 'a trial run',
    })
  if (input.frames !== null)
    for (const name of ['minFrames', 'maxFrames'])
      found.push({ field: `frontEnd.${name}`, value: input.frames, source: 'the graph' })
  const manifestFields = proposeFields(
    {
      answers: said.filter(({ field }) => !isOfTheFile(field)),
      preset,
      found,
      said: stated.said,
      shapes,
      fixedFrames: input.frames,
      name: file.name,
    },
    notes,
  )
  const fields = [...fileFields(input, output), ...withLayers(manifestFields, layers)]
  const manifest = manifestFor(fields, shapes, notes)
  const methods = manifest === null ? {} : await tryOut(onnx, manifest)
  return {
    onnx,
    sourceSha256: sha256(bytes),
    proposal: {
      ...describe(file, facts, model, output),
      labelCount: shapes.labelCount,
      fields,
      questions: questionsFor(fields, output.candidates),
      presets: [...frontEndPresets],
      methods,
      changes,
      notes,
      isComplete: manifest !== null && fields.every(({ confidence }) => confidence !== 'unknown'),
    },
  }
}

/** Trouble of the file, with its name. */
function named<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CueScopeError)) throw error
    throw new CueScopeError(
      error.code,
      `${basename(path)}: ${error.message}`,
      { ...error.details, path },
      { cause: error },
    )
  }
}

/** What a download of a repository holds in place of large files. */
function refusePointer(bytes: Uint8Array, path: string): void {
  if (!new TextDecoder().decode(bytes.subarray(0, LFS_MARK.length)).startsWith(LFS_MARK)) return
  const message = `${basename(path)} is a Git LFS pointer, the model itself was never fetched. Run \`git lfs pull\` where it comes from.`
  throw new CueScopeError('not-onnx', message, { path })
}

function describe(
  { path }: ModelFile,
  { producer, opset }: ModelFacts,
  model: ModelProto,
  output: OutputReading,
): Pick<ModelProposal, 'file' | 'producer' | 'opset' | 'input' | 'output'> {
  const weights = new Set(model.graph?.initializer?.map(({ name }) => name))
  const given = openDims(model.graph!.input!.find(({ name }) => !weights.has(name))!)
  const tensor = ({ name, type, dims }: ReturnType<typeof openDims>): ModelProposal['input'] => ({
    name,
    type,
    dims: dims && [...dims],
  })
  return { file: path, producer, opset, input: tensor(given), output: tensor(output) }
}

const isOfTheFile = (field: string): boolean => field === 'input.layout' || field === 'output'

const placeOf = {
  certain: 'the graph',
  stated: 'the number of bands that is stated',
  guessed: 'a guess from names and sizes',
  unknown: 'nobody says',
} as const

function fileFields(input: InputReading, output: OutputReading): ProposedField[] {
  const field = (name: string, value: string, { confidence }: Pick<InputReading, 'confidence'>): ProposedField => ({
    ...{ field: name, value, confidence, others: [] },
    source: placeOf[confidence],
  })
  return [field('input.layout', input.layout, input), field('output', output.name, output)]
}

/** The convolutions, unless somebody names layers. */
function withLayers(fields: readonly ProposedField[], layers: ReturnType<typeof conceptLayers>): ProposedField[] {
  const isNamed = fields.some(({ field, value }) => field === 'concepts' && (value as unknown[]).length > 0)
  if (isNamed) return [...fields]
  const concepts: ProposedField = {
    field: 'concepts',
    value: layers,
    source: 'the graph: its convolutions',
    confidence: 'certain',
    others: [],
  }
  return [...fields.filter(({ field }) => field !== 'concepts'), concepts]
}

async function shapesOf(
  onnx: Uint8Array,
  { input: name, model }: Adapted,
  { mels, frames }: InputReading,
): Promise<TriedShapes> {
  const graph = await openOnnxGraph(onnx)
  try {
    return await tryShapes(graph.run, { input: name, output: model.graph!.output![0].name! }, { mels, frames })
  } finally {
    await graph.release()
  }
}

/** As it would be with what is proposed; null, with a note, where values from several places do not go together. */
function manifestFor(
  fields: readonly ProposedField[],
  { labelCount }: TriedShapes,
  notes: ErrorBody[],
): ModelManifest | null {
  const manifest = manifestOf(fields)
  const labels = manifest.labels ?? Array.from({ length: labelCount }, (_, i) => `label ${i + 1}`)
  try {
    return parseModelManifest({ ...manifest, labels })
  } catch (error) {
    if (!(error instanceof CueScopeError)) throw error
    notes.push(toErrorBody(error))
    return null
  }
}

/** The trials of a model that is added to the library, then each saliency method on noise. */
async function tryOut(
  onnx: Uint8Array,
  { labels, frontEnd, concepts }: ModelManifest,
): Promise<ModelProposal['methods']> {
  const session = await openModelSession(onnx, labels.length)
  const cache = new GraphCache(openOnnxGraph)
  try {
    await probeModel(session.forward, frontEnd)
    const subject = createSubject({ bytes: onnx, modelHash: sha256(onnx), forward: session.forward, cache })
    const layers = new Map(concepts.map(({ layer, tensor }) => [layer, tensor]))
    const settings = explainSettingsSchema.parse({ methods: [] })
    const loaded = { labels, frontEnd, forward: session.forward, subject, layers }
    const task = {
      kind: 'try-methods' as const,
      methods: allMethods,
      peaks: null,
      activations: false,
      settings,
      model: { folder: '', sha256: null },
    }
    return (await tryMethods(task, loaded)).methods
  } finally {
    await cache.close()
    await session.release()
  }
}
