import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'

/** What people keep beside a model file and the wizard reads. */
const companionNames = [
  'model.json',
  'config.json',
  'preprocessor_config.json',
  'model.yaml',
  'labels.txt',
  'README.md',
] as const
export type CompanionName = (typeof companionNames)[number]

export interface ModelFile {
  readonly path: string
  /** What the model would be called. */
  readonly name: string
  /** Beside the file; else one folder above (`onnx/model.onnx` as transformers.js has it). */
  readonly companions: Readonly<Partial<Record<CompanionName, string>>>
}

/** An .onnx file, or the one in a folder or in its `onnx` folder. @throws CueScopeError */
export async function findModelFile(where: string): Promise<ModelFile> {
  const path = resolve(where)
  const found = await stat(path).catch(cause => Promise.reject(fileError(path, cause)))
  const file = found.isDirectory() ? await onlyModelIn(path) : path
  const folder = dirname(file)
  const places = [folder, dirname(folder)]
  const companions: Partial<Record<CompanionName, string>> = {}
  for (const name of companionNames) {
    // One above it may be anybody's: only what is about models.
    const beside = name === 'README.md' || name === 'labels.txt' ? places.slice(0, 1) : places
    const place = beside.map(place => join(place, name)).find(candidate => existsSync(candidate))
    if (place !== undefined) companions[name] = place
  }
  const stem = basename(file, extname(file))
  const isPlainName = /^model(_\w+)?$/.test(stem)
  const named = isPlainName ? (basename(folder) === 'onnx' ? basename(dirname(folder)) : basename(folder)) : stem
  return { path: file, name: named || stem, companions }
}

async function onlyModelIn(folder: string): Promise<string> {
  for (const place of [folder, join(folder, 'onnx')]) {
    const names = existsSync(place) ? (await readdir(place)).filter(name => /\.onnx$/i.test(name)).sort() : []
    const chosen = names.length === 1 ? names[0] : names.find(name => name === 'model.onnx')
    if (chosen !== undefined) return join(place, chosen)
    if (names.length > 1) {
      const message = `${place} holds ${names.length} models (${names.slice(0, 5).join(', ')}): name one of them.`
      throw new CueScopeError('bad-option', message, { names: names.slice(0, 20) })
    }
  }
  throw new CueScopeError('file-missing', `${folder} holds no .onnx file.`, { folder })
}
