import type { Matrix } from '#engine/base/matrix'
import { CueScopeError } from '#engine/base/errors'
import type { Graph } from '#engine/onnx/graph'
import { prepareGraph } from '#engine/onnx/prepare'
import { readGraph } from '#engine/onnx/read-graph'
import type { GraphRunner } from '#engine/onnx/runner'
import { explainableModel, type ExplainableModel } from './explainable-model'
import type { GraphCache } from './graph-cache'
import type { Forward, SaliencyMap } from './saliency'

/** A model as the methods see it: functions and data, never a session. */
export interface Subject {
  readonly forward: Forward
  /** The prepared graph, or why it can't be had. Nothing is said of its operators. */
  readonly prepared: Graph | CueScopeError
  /** The same, ready to be explained, or what stands in the way of relevance and gradients. Occlusion and RISE don't need it. */
  readonly model: ExplainableModel | CueScopeError
  /** Runs an explanation graph; `key` says what it is made of besides the model. */
  readonly graph: (key: string, write: () => Uint8Array) => Promise<GraphRunner>
}

export interface SubjectParts {
  readonly bytes: Uint8Array
  /** Of the bytes: graphs are cached under it. */
  readonly modelHash: string
  readonly forward: Forward
  readonly cache: GraphCache
  /** Which output holds the logits, where there are several. */
  readonly output?: string
}

/** A model that can't be rewritten is still a subject: its `model` says why. */
export function createSubject({ bytes, modelHash, forward, cache, output }: SubjectParts): Subject {
  const prepared = orObstacle(() => prepareGraph(readGraph(bytes), output))
  return {
    forward,
    prepared,
    model: prepared instanceof CueScopeError ? prepared : orObstacle(() => explainableModel(prepared)),
    graph: (key, write) => cache.get(`${modelHash} ${key}`, write),
  }
}

function orObstacle<T>(read: () => T): T | CueScopeError {
  try {
    return read()
  } catch (error) {
    if (error instanceof CueScopeError) return error
    throw error
  }
}

/** The prepared graph, for methods that can't do without. */
export function graphOf(subject: Subject): ExplainableModel {
  if (subject.model instanceof CueScopeError) throw subject.model
  return subject.model
}

/** What a method is asked about one clip. */
export interface Question {
  /** Normalised log-Mel: what the model is given. */
  readonly logMel: Matrix
  /** Weight of each label: one-hot, or {+1, -1} for one label against another. */
  readonly target: Float32Array
  /** What stands for "nothing" where a method takes bins away or starts from: of the log-Mel's shape. */
  readonly replacement: Matrix
  readonly onProgress?: (share: number) => void
  readonly isCancelled?: () => boolean
}

export interface Explanation {
  readonly map: SaliencyMap
  readonly logits: Float32Array
  /** Figures that belong to the map, e.g. how much of the logit it accounts for. */
  readonly facts: Readonly<Record<string, number>>
  /** Concept methods: the channels behind the map. */
  readonly channels?: ConceptFacts
}

/** A layer's channels as concepts. */
export interface ConceptFacts {
  /** Tensor of the layer. */
  readonly layer: string
  /** Relevance of every channel, with its sign. Float32 [channels] */
  readonly relevances: Float32Array
  /** The chosen channels; `share` is the part of all channels' magnitudes. */
  readonly top: readonly {
    readonly channel: number
    readonly relevance: number
    readonly share: number
    readonly map: SaliencyMap
  }[]
}

/** Target times logits: the score that is explained. */
export function targetScore(target: Float32Array, logits: ArrayLike<number>): number {
  return target.reduce((sum, weight, label) => sum + weight * logits[label], 0)
}

export function oneHot(label: number, labelCount: number): Float32Array {
  const target = new Float32Array(labelCount)
  target[label] = 1
  return target
}
