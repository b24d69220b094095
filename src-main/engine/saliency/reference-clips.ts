/**
 * Which clips of a data set show best what a concept stands for [achtibat2023]: those where the channel is most
 * relevant, and those where it is most active.
 *
 * Conventions: relevance of a channel is its sum over space as a share of the magnitudes of all channels of the clip;
 * activation is its largest value. The peak is the cell of largest relevance (activation), told as the stretch of
 * frames that the cell sees.
 */
import { GraphBuilder } from '#engine/onnx/graph-builder'
import { writeGraph } from '#engine/onnx/write-graph'
import { conceptLayer, type ExplainableModel } from './explainable-model'
import { names } from './graph-names'
import { composites } from '#engine/saliency/lrp/composites'
import { propagate } from '#engine/saliency/lrp/propagate'
import { materialise } from '#engine/saliency/lrp/relevance'
import type { StepContext } from '#engine/saliency/lrp/step-context'
import { channelSums, startOf } from '#engine/saliency/lrp/write-relevance'
import { boxFeeds, clipFeeds, type RelevanceSettings } from './relevance-map'
import { graphOf, type Question, type Subject } from './subject'
import { reachesAlong } from './reach'

/** What a clip has of each channel of a layer. */
export interface ChannelPeaks {
  /** Share of the clip's relevance, with its sign: Float32 [channels]. */
  readonly relevance: Float32Array
  /** Largest activation: Float32 [channels]. */
  readonly activation: Float32Array
  /** Frames [start, end) that the most relevant cell sees; the whole clip where no limit is known: Float32 [channels x 2]. */
  readonly relevantFrames: Float32Array
  /** The same for the most active cell. */
  readonly activeFrames: Float32Array
}

export async function channelPeaks(
  subject: Subject,
  question: Question,
  layer: string,
  settings: RelevanceSettings,
): Promise<ChannelPeaks> {
  const model = graphOf(subject)
  const key = `peaks ${settings.composite} ${settings.start} ${settings.residual} ${layer}`
  const run = await subject.graph(key, () => writePeaksGraph(model, layer, settings))
  const outputs = await run({ ...clipFeeds(subject, question), ...boxFeeds(subject, question, settings.composite) })
  const sums = outputs[names.concepts(0)].data as Float32Array
  const magnitude = sums.reduce((total, value) => total + Math.abs(value), 0) || 1
  const { tensor } = conceptLayer(model, layer)
  const reach = reachesAlong(model, 'time').get(tensor)
  const columns = Number((outputs[peakNames.columns].data as BigInt64Array)[0])
  const frames = question.logMel.cols
  const seen = (output: string): Float32Array => {
    const found = new Float32Array(2 * sums.length)
    ;(outputs[output].data as BigInt64Array).forEach((cell, channel) => {
      const column = Number(cell) % columns
      found[2 * channel] = reach ? Math.max(0, column * reach.step + reach.first) : 0
      found[2 * channel + 1] = reach ? Math.min(frames, column * reach.step + reach.last + 1) : frames
    })
    return found
  }
  return {
    relevance: sums.map(value => value / magnitude),
    activation: outputs[peakNames.activation].data as Float32Array,
    relevantFrames: seen(peakNames.relevantCell),
    activeFrames: seen(peakNames.activeCell),
  }
}

const peakNames = {
  relevantCell: 'cuescope/relevant-cell',
  activeCell: 'cuescope/active-cell',
  activation: 'cuescope/largest-activation',
  columns: 'cuescope/columns',
} as const

function writePeaksGraph(model: ExplainableModel, layer: string, settings: RelevanceSettings): Uint8Array<ArrayBuffer> {
  const b = new GraphBuilder(model.graph)
  const composite = { ...composites[settings.composite], sum: settings.residual }
  const ctx: StepContext = { b, model, composite, rows: 'clips' }
  const { tensor, channels } = conceptLayer(model, layer)
  const relevanceOf = propagate(ctx, model.logits, startOf(ctx, settings.start), { stopAt: new Set([tensor]) })
  const reached = relevanceOf(tensor)
  const relevance = reached ? materialise(b, reached) : b.node('Mul', [tensor, b.scalar(0)])
  const flat = (x: string): string => b.node('Reshape', [x, b.vector([1, channels, -1])])
  b.output(names.logits, model.logits)
  b.output(names.concepts(0), channelSums(ctx, layer, relevanceOf))
  b.output(peakNames.relevantCell, b.topIndices(flat(relevance), b.vector([1])), 'int64')
  b.output(peakNames.activeCell, b.topIndices(flat(tensor), b.vector([1])), 'int64')
  b.output(peakNames.activation, b.topValues(flat(tensor), b.vector([1])))
  b.output(peakNames.columns, b.shape(tensor, -1), 'int64')
  return writeGraph(b.build())
}
