import type { ErrorBody } from '#contracts/error'
import type { ProviderChoice, ProviderReport } from '#contracts/provider'
import type { Judgement } from '#contracts/judgement'
import type { Segment } from '#contracts/segment'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import type { ClipResult } from '#engine/pipeline'

/** A model package as a worker loads it: from its folder, and only if it still is the one that was asked for. */
export interface ModelRef {
  readonly folder: string
  /** null: take whatever is there (a model that is being looked at for the first time). */
  readonly sha256: string | null
}

/** What an explain worker is asked. A closed set. */
export type Task =
  /** Hash of a file's bytes. */
  | { readonly kind: 'fingerprint'; readonly file: string }
  /** The whole pipeline for one clip, whose bytes must have this hash. */
  | {
      readonly kind: 'explain'
      readonly file: string
      readonly sha256: string
      readonly model: ModelRef
      readonly settings: ExplainSettings
    }
  | { readonly kind: 'audio'; readonly file: string; readonly sha256: string | null }
  | { readonly kind: 'log-mel'; readonly file: string; readonly sha256: string | null; readonly model: ModelRef }
  | {
      readonly kind: 'saliency'
      readonly file: string
      readonly sha256: string | null
      readonly model: ModelRef
      readonly method: SaliencyMethod
      /** Label to explain; null: the predicted one. */
      readonly target: string | null
      /** What speaks for the target rather than for this label; null: for the target. */
      readonly against: string | null
      readonly settings: ExplainSettings
    }
  /** How far a method's map can be trusted. */
  | {
      readonly kind: 'judge'
      readonly file: string
      readonly sha256: string | null
      readonly model: ModelRef
      readonly method: SaliencyMethod
      readonly target: string | null
      readonly settings: ExplainSettings
    }
  /** The maps of single concepts [concepts, mels, frames]. */
  | {
      readonly kind: 'concepts'
      readonly file: string
      readonly sha256: string | null
      readonly model: ModelRef
      readonly target: string | null
      readonly settings: ExplainSettings
    }
  /** A file that belongs to no project: audio, or a ready, normalised log-Mel (.npy). */
  | {
      readonly kind: 'explain-file'
      readonly file: string
      readonly model: ModelRef
      readonly method: SaliencyMethod
      readonly target: string | null
      readonly against: string | null
      readonly settings: ExplainSettings
    }
  /** Loads a model on a provider (the CPU where none is named) and tries it. */
  | { readonly kind: 'probe-model'; readonly model: ModelRef; readonly provider?: ProviderChoice }

/** Where a task's model is to be run. */
export function providerOf(task: Task): ProviderChoice {
  if ('settings' in task) return task.settings.provider
  return ('provider' in task ? task.provider : undefined) ?? 'cpu'
}

export interface ArrayAnswer {
  readonly shape: readonly number[]
  readonly data: Float32Array
  readonly meta: Readonly<Record<string, unknown>>
}

export interface FileExplanation {
  readonly labels: readonly string[]
  readonly predicted: string
  readonly target: string
  readonly hopSec: number
  /** The model's input, normalised [mels, frames]. */
  readonly logMel: ArrayAnswer
  readonly logits: ArrayAnswer
  readonly map: ArrayAnswer
  readonly facts: Readonly<Record<string, number>>
  /** Concept methods: relevance of every channel of the layer. Float32 [channels] */
  readonly relevances: Float32Array | null
  readonly segments: readonly Segment[]
}

export interface Answers {
  fingerprint: { readonly sha256: string; readonly size: number; readonly mtimeMs: number }
  explain: ClipResult
  audio: ArrayAnswer
  'log-mel': ArrayAnswer
  saliency: ArrayAnswer
  concepts: ArrayAnswer
  judge: Judgement
  'explain-file': FileExplanation
  'probe-model': { readonly sha256: string; readonly provider: ProviderReport }
}

export type AnswerOf<T extends Task> = Answers[T['kind']]

export interface TaskMessage {
  readonly id: number
  readonly task: Task
}

export type WorkerMessage =
  { readonly id: number; readonly answer: Answers[keyof Answers] } | { readonly id: number; readonly error: ErrorBody }
