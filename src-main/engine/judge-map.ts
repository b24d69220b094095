/**
 * How far a method's map of a clip can be trusted: does the model's score fall when what the map points at is taken
 * away, more than in random order or loudest first; is the map steady under faint noise; does it change when the model's
 * weights are drawn anew? Composed here, like the pipeline, from functions that know nothing of each other.
 */
import type { Judgement } from '#contracts/judgement'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import { CueScopeError } from '#engine/base/errors'
import type { Matrix } from '#engine/base/matrix'
import type { GraphOpener } from '#engine/onnx/runner'
import { float32 } from '#engine/onnx/tensor'
import { writeGraph } from '#engine/onnx/write-graph'
import { explainBy, replacementFor, type LoadedModel, type ModelView } from '#engine/pipeline'
import { complexity, sparseness } from '#engine/saliency/faithfulness/concentration'
import { faithfulness } from '#engine/saliency/faithfulness/faithfulness'
import { linearLayerCount, redrawWeights } from '#engine/saliency/faithfulness/redraw-weights'
import { stability } from '#engine/saliency/faithfulness/stability'
import type { ExplainableModel } from '#engine/saliency/explainable-model'
import { GraphCache } from '#engine/saliency/graph-cache'
import { patchGrid } from '#engine/saliency/patches'
import { oneHot } from '#engine/saliency/subject'
import { spearman } from '#engine/stats/ranks'
import { softmax } from '#engine/stats/softmax'

/** Features that are taken away together: 4 mel bands by 5 frames. */
const BLOCK = { patchMels: 4, patchFrames: 5, strideMels: 4, strideFrames: 5 }
const NOISY_COPIES = 5
const SEED = 1

/** @param label index of the label that the map explains */
export async function judgeMap(
  method: SaliencyMethod,
  view: ModelView,
  model: LoadedModel,
  label: number,
  settings: ExplainSettings,
  open: GraphOpener,
): Promise<Judgement> {
  const target = oneHot(label, model.labels.length)
  const mapOf = async (input: Matrix, by: LoadedModel): Promise<Matrix> =>
    (await explainBy(method, { ...view, input }, by, target, settings)).map
  const map = await mapOf(view.input, model)
  const { forward } = model
  const { rows, cols } = view.input
  const removal = await faithfulness({
    forward,
    logMel: view.input,
    replacement: replacementFor('mean', view, model.frontEnd),
    blocks: patchGrid(rows, cols, BLOCK),
    score: logits => softmax(logits)[label],
    map,
    seed: SEED,
  })
  const { maxSensitivity } = await stability({
    logMel: view.input,
    samples: NOISY_COPIES,
    seed: SEED,
    explain: async input => {
      const logits = await forward(input.data, 1, rows, cols)
      return { map: await mapOf(input, model), label: logits.indexOf(Math.max(...logits)) }
    },
  })
  const { curves, ...scores } = removal.map
  const { deletion, insertion, aopc, abpc } = removal.energy
  return {
    ...{
      map: scores,
      random: removal.random,
      energy: { deletion, insertion, aopc, abpc },
      curves: copyOf(curves),
      maxSensitivity,
    },
    sparseness: sparseness(map.data),
    complexity: complexity(map.data),
    redrawnSpearman: await redrawn(model, open, async other =>
      spearman(map.data, (await mapOf(view.input, other)).data),
    ),
  }
}

/** Runs `measure` on the model with all weights drawn anew; null where its graph can't be rewritten. */
async function redrawn(
  model: LoadedModel,
  open: GraphOpener,
  measure: (other: LoadedModel) => Promise<number | null>,
): Promise<number | null> {
  const { model: graph } = model.subject
  if (graph instanceof CueScopeError) return null
  const other = redrawWeights(graph, { fromTop: linearLayerCount(graph) }, SEED)
  const cache = new GraphCache(open)
  const opened = await open(writeGraph(other.graph))
  try {
    const forward = forwardOf(other, opened.run)
    const subject = { forward, model: other, graph: cache.get.bind(cache) }
    return await measure({ ...model, forward, subject })
  } finally {
    await opened.release()
    await cache.close()
  }
}

function forwardOf(model: ExplainableModel, run: Awaited<ReturnType<GraphOpener>>['run']): LoadedModel['forward'] {
  return async (batch, n, mels, frames) => {
    const outputs = await run({ [model.input]: float32([n, 1, mels, frames], batch) })
    return outputs[model.logits].data as Float32Array
  }
}

function copyOf(curves: {
  [K in keyof Judgement['curves']]: { readonly shares: readonly number[]; readonly scores: readonly number[] }
}): Judgement['curves'] {
  const copy = ({ shares, scores }: { readonly shares: readonly number[]; readonly scores: readonly number[] }) => ({
    shares: [...shares],
    scores: [...scores],
  })
  return {
    deletion: copy(curves.deletion),
    insertion: copy(curves.insertion),
    leastFirst: copy(curves.leastFirst),
  }
}
