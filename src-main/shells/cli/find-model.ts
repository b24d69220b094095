import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Engine } from '#engine/open-engine'
import type { StoredModel } from '#engine/store/models'

/** `--model`: a package's folder, the `model.onnx` in it, or the name of a model that the program ships. */
export async function findModel(engine: Engine, where: string): Promise<StoredModel> {
  const bundled = engine.describeLibrary().models.find(({ name, isBundled }) => isBundled && name === where)
  if (bundled !== undefined && !existsSync(where)) return engine.model(bundled.id)
  const folder = basename(where) === 'model.onnx' && existsSync(where) ? dirname(where) : where
  return engine.model((await engine.addModel(join(folder))).id)
}
