/**
 * Reads a model package: a folder with `model.onnx` (a CNN classifier on log-Mel) and `model.json`.
 *
 * Conventions: input `[n, 1, mels, frames]`, output logits `[n, labels]`; the hash covers the bytes of the model and
 * what of the manifest decides results (labels and front end), not its name or card.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { modelManifestSchema, type ModelManifest } from '#contracts/model'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { readRegularFile } from '#engine/files/read-file'
import { sha256 } from '#engine/files/sha256'
import { parseJsonFile } from '#engine/files/parse-json'

const MAX_MODEL_BYTES = 2 ** 31
const MAX_MANIFEST_BYTES = 2 ** 20

export interface ModelPackage {
  readonly folder: string
  readonly manifest: ModelManifest
  readonly onnx: Uint8Array
  readonly sha256: string
}

/** @throws CueScopeError that names the file and the field */
export async function readModelPackage(folder: string): Promise<ModelPackage> {
  const manifestPath = join(folder, 'model.json')
  if (existsSync(folder) && !existsSync(manifestPath)) {
    const message = `${folder} is no model package: one is a folder with model.onnx and model.json. Choose such a folder.`
    throw new CueScopeError('file-missing', message, { folder })
  }
  const manifest = parseModelManifest(
    parseJsonFile(await readRegularFile(manifestPath, MAX_MANIFEST_BYTES), manifestPath),
  )
  const onnx = await readRegularFile(join(folder, 'model.onnx'), MAX_MODEL_BYTES)
  if (onnx.length === 0) throw new CueScopeError('empty-file', `${join(folder, 'model.onnx')} is empty.`)
  const decisive = canonicalJson({ labels: manifest.labels, frontEnd: manifest.frontEnd })
  return { folder, manifest, onnx, sha256: sha256(`${sha256(onnx)} ${decisive}`) }
}

export function parseModelManifest(json: unknown): ModelManifest {
  const parsed = modelManifestSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue.path.join('.') || 'the whole file'
    const code =
      issue.code === 'unrecognized_keys' ? 'unknown-key' : isMissing(json, issue.path) ? 'missing-key' : 'wrong-type'
    throw new CueScopeError(code, `model.json, ${field}: ${issue.message}`, { field })
  }
  const { labels, frontEnd } = parsed.data
  const twice = labels.find((label, i) => labels.indexOf(label) !== i)
  if (twice !== undefined) throw new CueScopeError('label-duplicate', `model.json names the label "${twice}" twice.`)
  if (frontEnd.fMax > frontEnd.sampleRate / 2 || frontEnd.fMin >= frontEnd.fMax) {
    const range = `${frontEnd.fMin} to ${frontEnd.fMax} Hz`
    throw new CueScopeError(
      'out-of-range',
      `model.json, frontEnd: ${range} does not fit a rate of ${frontEnd.sampleRate} Hz.`,
    )
  }
  if (frontEnd.winLength > frontEnd.nFft)
    throw new CueScopeError(
      'out-of-range',
      `model.json, frontEnd: winLength ${frontEnd.winLength} is above nFft ${frontEnd.nFft}.`,
    )
  if (frontEnd.minFrames > frontEnd.maxFrames)
    throw new CueScopeError(
      'out-of-range',
      `model.json, frontEnd: minFrames ${frontEnd.minFrames} is above maxFrames ${frontEnd.maxFrames}.`,
    )
  if (frontEnd.normalise !== null && frontEnd.normalise !== 'per-clip') {
    for (const [field, values] of Object.entries(frontEnd.normalise)) checkPerBand(field, values, frontEnd.nMels)
  }
  return parsed.data
}

function checkPerBand(field: string, values: number | number[], nMels: number): void {
  const where = `model.json, frontEnd.normalise.${field}`
  if (Array.isArray(values) && values.length !== nMels)
    throw new CueScopeError(
      'out-of-range',
      `${where} has ${values.length} values; the front end has ${nMels} mel bands.`,
    )
  if (field === 'std' && [values].flat().some(value => value <= 0))
    throw new CueScopeError('out-of-range', `${where} must be above 0 everywhere.`)
}

function isMissing(json: unknown, path: readonly PropertyKey[]): boolean {
  let value: unknown = json
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key]
  return value === undefined
}
