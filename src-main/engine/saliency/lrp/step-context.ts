import type { GraphBuilder } from '#engine/onnx/graph-builder'
import type { GraphNode } from '#engine/onnx/graph'
import type { ExplainableModel } from '#engine/saliency/explainable-model'
import type { Composite } from './composites'
import type { Relevance, Rows } from './relevance'

/** What a step of the backward pass may use. */
export interface StepContext {
  readonly b: GraphBuilder
  readonly model: ExplainableModel
  readonly composite: Composite
  readonly rows: Rows
}

/** Relevance of a node's output in; per input that carries relevance, its part out. */
export type Step = (
  ctx: StepContext,
  node: GraphNode,
  r: Relevance,
) => readonly (readonly [input: string, r: Relevance])[]
