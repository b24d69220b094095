import type { z } from 'zod'
import type { ErrorBody } from '#contracts/error'
import { frontEndSchema, modelManifestSchema, type FrontEnd, type ModelManifest } from '#contracts/model'
import type { Confidence, ProposedField } from '#contracts/model-wizard'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { frontEndFields, manifestFields } from './answers'
import type { Statement } from './statements/statement'
import type { TriedShapes } from './try-shapes'

export interface Known {
  readonly answers: readonly Statement[]
  readonly preset: readonly Statement[]
  /** Of the graph and the trial. */
  readonly found: readonly Statement[]
  /** Written in and beside the file, most trusted first. */
  readonly said: readonly Statement[]
  readonly shapes: TriedShapes
  /** The number of frames that the model is fixed to; null: any. */
  readonly fixedFrames: number | null
  readonly name: string
}

/** One value a field of model.json, with where it comes from; what could not be used goes to `notes`. @throws CueScopeError */
export function proposeFields(known: Known, notes: ErrorBody[]): ProposedField[] {
  const fields = new Map<string, ProposedField>()
  const propose = (field: string): void => {
    const proposed = fieldOf(field, known, notes)
    if (proposed !== null) fields.set(field, proposed)
  }
  for (const field of manifestFields) propose(field)
  const valueOf = (name: string): unknown => fields.get(`frontEnd.${name}`)?.value
  const guess = (name: string, value: unknown, source: string, confidence: Confidence = 'guessed'): void => {
    const field = `frontEnd.${name}`
    if (!fields.has(field)) fields.set(field, { field, value, source, confidence, others: [] })
  }
  guess('minFrames', known.shapes.minFrames, 'a trial run: the fewest it takes', 'certain')
  guess('maxFrames', known.shapes.maxFrames, 'a trial run: the most it takes, up to 3000', 'certain')
  guess('sampleRate', 16_000, 'usual: most speech models')
  const sampleRate = valueOf('sampleRate') as number
  const isOfNoFrame = ['nFft', 'winLength', 'hopLength'].every(name => valueOf(name) === undefined)
  const winLength =
    isOfNoFrame || valueOf('nFft') === undefined ? Math.round(0.025 * sampleRate) : (valueOf('nFft') as number)
  guess('winLength', winLength, isOfNoFrame ? 'usual: 25 ms' : 'usual: as long as the transform')
  guess('nFft', 2 ** Math.ceil(Math.log2(valueOf('winLength') as number)), 'usual: the next power of two')
  guess('hopLength', Math.round(0.01 * sampleRate), 'usual: 10 ms')
  guess('nMels', known.shapes.mels, 'usual: the model takes any number')
  guess('fMax', sampleRate / 2, 'usual: half the sample rate')
  if (known.fixedFrames !== null) {
    const {
      hopLength,
      nFft,
      center = true,
    } = Object.fromEntries(frontEndFields.map(name => [name, valueOf(name)])) as Partial<FrontEnd>
    const samples = (known.fixedFrames - 1) * hopLength! + (center ? 0 : nFft!)
    const clip = { seconds: samples / sampleRate, from: 'start', pad: 'silence' }
    guess('clip', clip, `the graph takes ${known.fixedFrames} frames: clips are cut or filled up to that`)
  }
  for (const [name, value] of Object.entries(formatDefaults))
    guess(name, value, isRarelyDone.has(name) ? 'usual: not done' : "librosa's default")
  return manifestFields.flatMap(field => fields.get(field) ?? [])
}

/** model.json of the fields. */
export function manifestOf(fields: readonly ProposedField[]): Record<string, unknown> {
  const manifest: Record<string, unknown> = {}
  const frontEnd: Record<string, unknown> = { kind: 'log-mel' }
  for (const { field, value, confidence } of fields) {
    if (confidence === 'unknown') continue
    if (field.startsWith('frontEnd.')) frontEnd[field.slice('frontEnd.'.length)] = value
    else if (field in modelManifestSchema.shape) manifest[field] = value
  }
  const { name, version, license, labels, ...rest } = manifest
  return { name, version, license, labels, frontEnd, ...rest }
}

/** Nothing where nobody says it; not worth a question. */
const isRarelyDone = new Set(['trim', 'clip'])

/** What the format says of the fields that model.json may leave out. */
const formatDefaults = frontEndSchema.parse({
  ...{ kind: 'log-mel', sampleRate: 16_000, nFft: 512, winLength: 400, hopLength: 160, nMels: 64, fMax: 8000 },
})

/** null: nobody says anything about it. */
function fieldOf(field: string, known: Known, notes: ErrorBody[]): ProposedField | null {
  const places: readonly (readonly [readonly Statement[], Confidence])[] = [
    [known.answers, 'certain'],
    [known.found, 'certain'],
    [known.preset, 'certain'],
    [known.said, 'stated'],
    [[{ field: 'name', value: known.name, source: "the file's name" }], 'stated'],
  ]
  const usable: { value: unknown; source: string; confidence: Confidence }[] = []
  for (const [statements, confidence] of places) {
    for (const statement of statements) {
      if (statement.field !== field) continue
      const trouble = troubleWith(statement, known.shapes.labelCount)
      if (trouble === null) usable.push({ value: parsed(field, statement.value), source: statement.source, confidence })
      else if (statement.source === 'you' || trouble.code !== 'bad-option') throw trouble
      else notes.push({ code: trouble.code, message: trouble.message })
    }
  }
  const [first, ...rest] = usable
  if (first === undefined)
    return field === 'labels' ? { field, value: null, source: 'nobody says', confidence: 'unknown', others: [] } : null
  const confidence = first.source === 'model.json' ? 'certain' : first.confidence
  const differing = rest.filter(({ value }) => canonicalJson(value) !== canonicalJson(first.value))
  return { field, ...first, confidence, others: differing.map(({ value, source }) => ({ value, source })) }
}

function schemaOf(field: string): z.ZodType {
  const name = field.replace(/^frontEnd\./, '')
  return field.startsWith('frontEnd.')
    ? frontEndSchema.shape[name as keyof FrontEnd]
    : modelManifestSchema.shape[name as keyof ModelManifest]
}

function parsed(field: string, value: unknown): unknown {
  return schemaOf(field).parse(value)
}

/** null: none. Labels that the model file itself states must fit it; other places may be about another model. */
function troubleWith({ field, value, source }: Statement, labelCount: number): CueScopeError | null {
  const result = schemaOf(field).safeParse(value)
  if (!result.success) {
    const shown = JSON.stringify(value)?.slice(0, 100)
    return new CueScopeError(
      'bad-option',
      `${field} can't be ${shown} (${source}): ${result.error.issues[0].message}.`,
      { field },
    )
  }
  if (field !== 'labels') return null
  const labels = result.data as string[]
  const isOwn = source === "the model file's metadata"
  if (labels.length !== labelCount) {
    const message = `The model gives ${labelCount} scores, but ${source === 'you' ? 'you name' : `${source} names`} ${labels.length} labels.`
    return new CueScopeError(isOwn ? 'label-count-mismatch' : 'bad-option', message, {
      labels: labels.length,
      labelCount,
    })
  }
  const twice = labels.find((label, i) => labels.indexOf(label) !== i)
  if (twice === undefined) return null
  return new CueScopeError(isOwn ? 'label-duplicate' : 'bad-option', `The label "${twice}" occurs twice (${source}).`)
}
