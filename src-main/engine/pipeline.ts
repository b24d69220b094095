/**
 * One clip's way through the program, on one screen:
 * file -> audio -> log-Mel -> prediction -> saliency -> segments -> cues -> baselines.
 * Every step is a pure function of its inputs and settings, so a result is keyed by
 * hash(audio bytes) x hash(model package) x hash(settings) and never computed twice.
 */
import type { ErrorBody } from '#contracts/error'
import type { FrontEnd } from '#contracts/model'
import type { Segment } from '#contracts/segment'
import type { ExplainSettings, Replacement, SaliencyMethod } from '#contracts/settings'
import type { DecodedAudio } from '#engine/audio/audio'
import { decodeAudio } from '#engine/audio/decode'
import type { Matrix } from '#engine/base/matrix'
import { speechStretches } from '#engine/cues/speech-stretches'
import { resample } from '#engine/dsp/resample'
import { sha256 } from '#engine/files/sha256'
import { fillLevel } from '#engine/logmel/fill-level'
import { checkFrameCount, computeLogMel, normaliseLogMel, type LogMel } from '#engine/logmel/log-mel'
import type { Forward } from '#engine/models/forward'
import { createMeter, measureAudio, type Meter, type OpenProvider, type RegionMeasures } from '#engine/measures'
import { labelIndex, toPrediction, type Prediction } from '#engine/models/prediction'
import { explainWith } from '#engine/saliency/registry'
import { bandNoise, blur, perBand } from '#engine/saliency/replacement'
import { oneHot, type ConceptFacts, type Explanation, type Subject } from '#engine/saliency/subject'
import { rankAverage, timeOverlap } from '#engine/segments/both'
import { offSpeechFacts } from '#engine/segments/off-speech'
import { timeProfile, topWindows, type FrameAxis } from '#engine/segments/segments'
import { spearman } from '#engine/stats/ranks'

/** A model, loaded and ready. */
export interface LoadedModel {
  readonly labels: readonly string[]
  readonly frontEnd: FrontEnd
  readonly forward: Forward
  /** The model as saliency methods see it. */
  readonly subject: Subject
  /** Layer names of the package -> tensors. */
  readonly layers: ReadonlyMap<string, string>
}

/** What the model sees of a clip. */
export interface ModelView {
  /** In the front end's unit. */
  readonly logMel: LogMel
  /** Normalised: the model's input [mels x frames]. */
  readonly input: Matrix
  readonly axis: FrameAxis
}

export interface MethodResult extends RegionMeasures {
  readonly method: SaliencyMethod
  /** Index of the label explained. */
  readonly target: number
  /** Float64 [frames] */
  readonly profile: Float64Array
  readonly segments: readonly Segment[]
  /** Figures that belong to the map, e.g. its share of the logit. */
  readonly facts: Readonly<Record<string, number>>
  readonly channels?: ConceptFacts
}

export interface ClipResult {
  readonly audio: {
    readonly sampleRateHz: number
    readonly channels: number
    readonly samples: number
    readonly notes: readonly ErrorBody[]
  }
  readonly prediction: Prediction
  readonly methods: readonly MethodResult[]
  /** Occlusion and concept relevance together, where both were asked for. */
  readonly both: BothResult | null
}

/** Two methods together: windows of their rank-averaged profile, and how far the two agree. */
export interface BothResult extends RegionMeasures {
  readonly target: number
  readonly profile: Float64Array
  readonly segments: readonly Segment[]
  readonly agreement: {
    /** Rank correlation of the two time profiles; null where one is flat. */
    readonly profileSpearman: number | null
    /** Intersection over union in time of the two methods' windows. */
    readonly windowOverlap: number | null
  }
}

/** @throws CueScopeError for anything that is wrong with the clip */
export async function explainClip(
  bytes: Uint8Array,
  fileName: string,
  model: LoadedModel,
  settings: ExplainSettings,
  opensmile: OpenProvider = null,
): Promise<ClipResult> {
  const audio = await decodeAudio(bytes, fileName)
  const view = modelView(audio, model.frontEnd)
  const prediction = toPrediction(await model.forward(view.input.data, 1, view.input.rows, view.input.cols))
  const measured = settings.methods.length > 0 ? measureAudio(audio, settings, opensmile) : null
  const measure = measured && createMeter(measured, sha256(bytes), settings)
  const speech = measured === null ? [] : speechStretches(measured.evidence.activity)
  const target = oneHot(prediction.predicted, model.labels.length)
  const methods: MethodResult[] = []
  for (const method of settings.methods) {
    const { map, facts: ownFacts, channels } = await explainBy(method, view, model, target, settings)
    const profile = timeProfile(map, settings.segments.threshold)
    const segments = topWindows(profile, view.axis, settings.segments)
    const facts = { ...ownFacts, ...offSpeechFacts(profile, view.axis, speech) }
    methods.push({ method, target: prediction.predicted, profile, segments, ...measure!(segments), facts, channels })
  }
  const { sampleRateHz, channels, samples, notes } = audio
  const both = together(methods, view, settings, measure)
  return { audio: { sampleRateHz, channels, samples: samples.length, notes }, prediction, methods, both }
}

function together(
  methods: readonly MethodResult[],
  view: ModelView,
  settings: ExplainSettings,
  measure: Meter | null,
): BothResult | null {
  const [a, b] = (['occlusion', 'crp'] as const).map(name => methods.find(({ method }) => method === name))
  if (a === undefined || b === undefined) return null
  const profile = rankAverage(a.profile, b.profile)
  const segments = topWindows(profile, view.axis, settings.segments)
  const profileSpearman = spearman(a.profile, b.profile)
  const agreement = { profileSpearman, windowOverlap: timeOverlap(a.segments, b.segments) }
  return { target: a.target, profile, segments, ...measure!(segments), agreement }
}

export function modelView(audio: DecodedAudio, frontEnd: FrontEnd): ModelView {
  const samples = resample(audio.samples, audio.sampleRateHz, frontEnd.sampleRate)
  const logMel = computeLogMel({ samples, sampleRateHz: frontEnd.sampleRate }, frontEnd)
  checkFrameCount(logMel, frontEnd)
  const durationSec = audio.samples.length / audio.sampleRateHz
  const axis = { hopSec: logMel.hopSec, startSec: logMel.firstFrameSec, durationSec }
  return { logMel, input: normaliseLogMel(logMel, frontEnd), axis }
}

/** One method's explanation of a target: a weight for each label. @throws CueScopeError where the model's graph does not allow the method */
export function explainBy(
  method: SaliencyMethod,
  view: ModelView,
  model: LoadedModel,
  target: Float32Array,
  settings: ExplainSettings,
): Promise<Explanation> {
  const chosen = { value: 'mean', ...settings[method] } as { value: Replacement; layer?: string }
  const replacement = replacementFor(chosen.value, view, model.frontEnd)
  const question = { logMel: view.input, target, replacement }
  const layer = chosen.layer === undefined ? {} : { layer: model.layers.get(chosen.layer) ?? chosen.layer }
  return explainWith(method, model.subject, question, { ...chosen, ...layer })
}

/** The weights that ask for a label, or for a label rather than another. @throws CueScopeError not-found */
export function targetWeights(labels: readonly string[], label: string, against: string | null = null): Float32Array {
  const weights = oneHot(labelIndex(labels, label), labels.length)
  if (against !== null) weights[labelIndex(labels, against)] -= 1
  return weights
}

/** Noise and blur are the clip's own; the rest is one value a band. [mels x frames] */
export function replacementFor(value: Replacement, { input, logMel }: ModelView, frontEnd: FrontEnd): Matrix {
  if (value === 'noise') return bandNoise(input, 1)
  if (value === 'blur') return blur(input, 5)
  return perBand(fillLevel(value, logMel.values, frontEnd), input.cols)
}
