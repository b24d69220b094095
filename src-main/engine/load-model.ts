import { CueScopeError } from '#engine/base/errors'
import { preflight } from '#engine/onnx/preflight/preflight'
import { readModelPackage } from '#engine/models/model-package'
import { openModelSession, openOnnxGraph } from '#engine/models/session'
import { GraphCache } from '#engine/saliency/graph-cache'
import { createSubject } from '#engine/saliency/subject'
import type { LoadedModel } from '#engine/pipeline'

export interface OpenModel {
  readonly sha256: string
  readonly model: LoadedModel
  release(): Promise<void>
}

/**
 * Reads a package, looks through its graph before anything runs it, and opens it with the cache of its explanation
 * graphs. @param sha256 the package that is expected; null: whatever is there
 */
export async function loadModel(folder: string, sha256: string | null): Promise<OpenModel> {
  const found = await readModelPackage(folder)
  if (sha256 !== null && found.sha256 !== sha256) {
    const message = `The model in ${folder} is not the one this project used: add it again as a new model.`
    throw new CueScopeError('file-changed', message, { folder })
  }
  const { labels, frontEnd, concepts } = found.manifest
  preflight(found.onnx)
  const session = await openModelSession(found.onnx, labels.length)
  const cache = new GraphCache(openOnnxGraph)
  const { forward } = session
  const subject = createSubject({ bytes: found.onnx, modelHash: found.sha256, forward, cache })
  const layers = new Map(concepts.map(({ layer, tensor }) => [layer, tensor]))
  return {
    sha256: found.sha256,
    model: { labels, frontEnd, forward, subject, layers },
    release: async () => {
      await cache.close()
      await session.release()
    },
  }
}
