import type { Provider, ProviderChoice, ProviderReport } from '#contracts/provider'
import { CueScopeError } from '#engine/base/errors'
import { chooseProvider, PROVIDER_TOLERANCE, type ModelOnProvider } from '#engine/choose-provider'
import { preflight } from '#engine/onnx/preflight/preflight'
import { verifiedGraph } from '#engine/onnx/verified-graph'
import { readModelPackage } from '#engine/models/model-package'
import { openModelSession, openOnnxGraph } from '#engine/models/session'
import { GraphCache } from '#engine/saliency/graph-cache'
import { createSubject } from '#engine/saliency/subject'

export interface OpenModel extends ModelOnProvider {
  readonly sha256: string
  /** What runs it. */
  readonly provider: ProviderReport
}

/**
 * Reads a package, looks through its graph before anything runs it, and opens it with the cache of its explanation
 * graphs. A provider other than the CPU is taken only if it gives what the CPU gives.
 * @param sha256 the package that is expected; null: whatever is there
 */
export async function loadModel(
  folder: string,
  sha256: string | null,
  provider: ProviderChoice = 'cpu',
): Promise<OpenModel> {
  const found = await readModelPackage(folder)
  if (sha256 !== null && found.sha256 !== sha256) {
    const message = `The model in ${folder} is not the one this project used: add it again as a new model.`
    throw new CueScopeError('file-changed', message, { folder })
  }
  preflight(found.onnx)
  const onCpu = await openOn(found, 'cpu')
  try {
    const { chosen, report } = await chooseProvider(provider, onCpu, other => openOn(found, other))
    if (chosen !== onCpu) await onCpu.release()
    return { sha256: found.sha256, provider: report, ...chosen }
  } catch (error) {
    await onCpu.release()
    throw error
  }
}

async function openOn(
  { onnx, sha256, manifest }: Awaited<ReturnType<typeof readModelPackage>>,
  provider: Provider,
): Promise<ModelOnProvider> {
  const { labels, frontEnd, concepts } = manifest
  const session = await openModelSession(onnx, labels.length, provider)
  const cache = new GraphCache(async bytes => {
    const graph = await openOnnxGraph(bytes, provider)
    return provider === 'cpu' ? graph : verifiedGraph(graph, () => openOnnxGraph(bytes), PROVIDER_TOLERANCE)
  })
  const { forward } = session
  const subject = createSubject({ bytes: onnx, modelHash: sha256, forward, cache })
  const layers = new Map(concepts.map(({ layer, tensor }) => [layer, tensor]))
  return {
    model: { labels, frontEnd, forward, subject, layers },
    release: async () => {
      await cache.close()
      await session.release()
    },
  }
}
