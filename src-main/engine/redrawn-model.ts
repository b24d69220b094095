import { CueScopeError } from '#engine/base/errors'
import type { GraphOpener } from '#engine/onnx/runner'
import { float32 } from '#engine/onnx/tensor'
import { writeGraph } from '#engine/onnx/write-graph'
import type { LoadedModel } from '#engine/pipeline'
import { linearLayerCount, redrawWeights } from '#engine/saliency/faithfulness/redraw-weights'
import { GraphCache } from '#engine/saliency/graph-cache'

export interface RedrawnModel {
  readonly model: LoadedModel
  release(): Promise<void>
}

/** The model with the weights of all layers drawn anew, to be explained like itself; null where its graph can't be rewritten. */
export async function openRedrawn(model: LoadedModel, seed: number, open: GraphOpener): Promise<RedrawnModel | null> {
  const { model: graph } = model.subject
  if (graph instanceof CueScopeError) return null
  const other = redrawWeights(graph, { fromTop: linearLayerCount(graph) }, seed)
  const cache = new GraphCache(open)
  const { run, release } = await open(writeGraph(other.graph))
  const forward: LoadedModel['forward'] = async (batch, n, mels, frames) => {
    const outputs = await run({ [other.input]: float32([n, 1, mels, frames], batch) })
    return outputs[other.logits].data as Float32Array
  }
  return {
    model: {
      ...model,
      forward,
      subject: { forward, prepared: other.graph, model: other, graph: cache.get.bind(cache) },
    },
    release: async () => {
      await cache.close()
      await release()
    },
  }
}
