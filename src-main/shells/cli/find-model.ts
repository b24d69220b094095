import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import type { Engine } from '#engine/open-engine'
import type { StoredModel } from '#engine/store/models'

/** `--model`: a package's folder, the `model.onnx` in it, or the name of a model that the program ships. */
export async function findModel(engine: Engine, where: string): Promise<StoredModel> {
  if (!existsSync(where)) {
    const bundled = engine.describeLibrary().models.filter(({ isBundled }) => isBundled)
    const named = bundled.find(({ name }) => name === where)
    if (named !== undefined) return engine.model(named.id)
    const names = bundled.map(({ name }) => name).join(', ')
    const message = `${where} is neither there nor a model that comes with CueScope (${names}).`
    throw new CueScopeError('file-missing', message, { path: where })
  }
  const folder = basename(where) === 'model.onnx' ? dirname(where) : where
  return engine.model((await engine.addModel(folder)).id)
}
