import type { CueKey, DrawnWindows, Measures } from '#contracts/cue'
import type { ErrorBody } from '#contracts/error'
import type { FaithfulnessMetric, JudgeSettings } from '#contracts/experiments/faithfulness'
import type { ReferenceClipsSettings } from '#contracts/experiments/reference-clips'
import type { Artefact } from '#contracts/experiments/spurious-features'
import type { ProviderChoice, ProviderReport } from '#contracts/provider'
import type { Judgement } from '#contracts/judgement'
import type { Segment } from '#contracts/segment'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import type { WhatIf } from '#contracts/what-if'
import type { ClipActivations } from '#engine/activations/clip-activations'
import type { ArtefactTrial } from '#engine/artefacts/try-artefact'
import type { Region } from '#engine/cues/region'
import type { MeasureSettings } from '#engine/measures'
import type { WizardAnswerTo, WizardTask } from '#engine/model-wizard/wizard-task'
import type { ClipResult } from '#engine/pipeline'
import type { AudioReading } from '#engine/store/preflight'
import type { MarkedPart } from '#engine/what-if'
import type { EgemapsLevel, EgemapsTable } from './egemaps-table'

/** A model package as a worker loads it: from its folder, and only if it still is the one that was asked for. */
export interface ModelRef {
  readonly folder: string
  /** null: take whatever is there (a model that is being looked at for the first time). */
  readonly sha256: string | null
}

/** Of a map: a quick sketch, or the map itself. */
export type Detail = 'coarse' | 'fine'

/** What an explain worker is asked. A closed set. */
export type Task =
  /** Hash of a file's bytes. */
  | { readonly kind: 'fingerprint'; readonly file: string }
  /** What a file is as audio, and what is odd about it. */
  | { readonly kind: 'describe-audio'; readonly file: string }
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
      /** 'coarse': occlusion may answer with a sketch where its map takes long; the meta's detail says which it is. */
      readonly detail: Detail
      readonly settings: ExplainSettings
    }
  /** Cues, baselines and reliability of these stretches of a clip. */
  | {
      readonly kind: 'measures'
      readonly file: string
      readonly sha256: string | null
      readonly regions: readonly Region[]
      readonly measuring: MeasureSettings
    }
  /** Windows drawn at random to hold these stretches against. */
  | {
      readonly kind: 'drawn-windows'
      readonly file: string
      readonly sha256: string | null
      readonly regions: readonly Region[]
      /** Of this many draws, from the first. */
      readonly limit: number
      readonly measuring: MeasureSettings
    }
  /** Where cues over time rest on little. */
  | {
      readonly kind: 'cue-weakness'
      readonly file: string
      readonly sha256: string | null
      readonly cues: readonly CueKey[]
      readonly measuring: MeasureSettings
    }
  /** Cues over time. */
  | {
      readonly kind: 'cue-tracks'
      readonly file: string
      readonly sha256: string | null
      readonly cues: readonly CueKey[]
      readonly measuring: MeasureSettings
    }
  /** What the model says without a part of the clip, and of that part alone. */
  | {
      readonly kind: 'what-if'
      readonly file: string
      readonly sha256: string | null
      readonly model: ModelRef
      readonly part: MarkedPart
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
      readonly judge: JudgeSettings
      readonly seed: number
      readonly settings: ExplainSettings
    }
  /** A part of that: the figures of one method's map, or of one of the controls that it stands beside. */
  | {
      readonly kind: 'judge-part'
      readonly file: string
      readonly sha256: string | null
      readonly model: ModelRef
      readonly part: JudgedPart
      readonly target: string | null
      readonly judge: JudgeSettings
      readonly seed: number
      readonly settings: ExplainSettings
    }
  /** How relevant and how active each channel of a layer is in a clip, and where most. */
  | {
      readonly kind: 'channel-peaks'
      readonly file: string
      readonly sha256: string | null
      readonly model: ModelRef
      readonly target: string | null
      readonly relevance: ReferenceClipsSettings
      readonly settings: ExplainSettings
    }
  /** What the model makes of a clip right before its last layer. */
  | {
      readonly kind: 'activations'
      readonly file: string
      readonly sha256: string | null
      readonly model: ModelRef
      readonly settings: ExplainSettings
    }
  /** What an artefact planted in a clip changes. */
  | {
      readonly kind: 'try-artefact'
      readonly file: string
      readonly sha256: string
      readonly model: ModelRef
      readonly artefact: Artefact
      readonly seed: number
      readonly method: SaliencyMethod
      readonly settings: ExplainSettings
    }
  /** What the model's graph allows: found out on noise, so that it is known before the first clip. */
  | {
      readonly kind: 'try-methods'
      readonly model: ModelRef
      readonly methods: readonly SaliencyMethod[]
      /** Also the channels' peaks, so; null: not asked. */
      readonly peaks: ReferenceClipsSettings | null
      /** Also what it makes of a clip before its last layer. */
      readonly activations: boolean
      readonly settings: ExplainSettings
    }
  /** The maps of single concepts [concepts, mels, frames]. */
  | {
      readonly kind: 'concepts'
      readonly file: string
      readonly sha256: string | null
      readonly model: ModelRef
      readonly target: string | null
      /** What speaks for the target rather than for this label; null: for the target. */
      readonly against: string | null
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
      /** Also how far the map can be trusted, measured so; null: not asked. */
      readonly judge: JudgeSettings | null
      readonly settings: ExplainSettings
    }
  /** eGeMAPSv02 of a file that belongs to no project, by openSMILE. */
  | { readonly kind: 'egemaps'; readonly file: string; readonly level: EgemapsLevel }
  /** Loads openSMILE and tries it. */
  | { readonly kind: 'probe-opensmile' }
  /** A model file that is no package yet, or a package held against another program's scores. */
  | { readonly kind: 'model-wizard'; readonly task: WizardTask }
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

/** `both`: occlusion and concept relevance together, over time. */
export type JudgedPart = SaliencyMethod | 'both' | 'random' | 'energy'

/** What a part was found to be; null: not asked for, or not measurable. */
export type PartFigures = Partial<Record<FaithfulnessMetric, number | null>>

/** What a clip has of each channel of a layer. */
export interface ClipPeaks {
  /** Tensor of the layer. */
  readonly layer: string
  /** Share of the magnitudes of all channels' relevances, with its sign: Float32 [channels] */
  readonly relevance: Float32Array
  /** Largest activation: Float32 [channels] */
  readonly activation: Float32Array
  /** From where to where the most relevant cell sees the clip, in seconds: Float32 [channels x 2] */
  readonly relevantSec: Float32Array
  /** The same for the most active cell. */
  readonly activeSec: Float32Array
}

export interface TriedMethods {
  /** What stands in the way of a method that was asked for; null: nothing. */
  readonly methods: Readonly<Partial<Record<SaliencyMethod, ErrorBody | null>>>
  readonly peaks: ErrorBody | null
  readonly activations: ErrorBody | null
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
  readonly judgement: Judgement | null
}

export interface Answers {
  fingerprint: { readonly sha256: string; readonly size: number; readonly mtimeMs: number }
  'describe-audio': AudioReading
  explain: ClipResult
  audio: ArrayAnswer
  'log-mel': ArrayAnswer
  saliency: ArrayAnswer
  measures: Measures
  'drawn-windows': DrawnWindows
  'cue-tracks': ArrayAnswer
  'cue-weakness': ArrayAnswer
  concepts: ArrayAnswer
  'what-if': WhatIf
  judge: Judgement
  'judge-part': PartFigures
  'channel-peaks': ClipPeaks
  activations: ClipActivations
  'try-artefact': ArtefactTrial
  'try-methods': TriedMethods
  'explain-file': FileExplanation
  egemaps: EgemapsTable
  'probe-opensmile': { readonly version: string | null }
  'model-wizard': WizardAnswerTo[WizardTask['ask']]
  'probe-model': { readonly sha256: string; readonly provider: ProviderReport }
}

export type AnswerOf<T extends Task> = Answers[T['kind']]

/** What tasks may use of this computer, beside the program itself. */
export interface WorkerTools {
  /** Folder of an installed openSMILE; null: none was named. */
  readonly opensmileFolder: string | null
}

export interface TaskMessage {
  readonly id: number
  readonly task: Task
  readonly tools: WorkerTools
}

export type WorkerMessage =
  { readonly id: number; readonly answer: Answers[keyof Answers] } | { readonly id: number; readonly error: ErrorBody }
