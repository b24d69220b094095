/**
 * One clip's way through the program, on one screen:
 * file -> audio -> log-Mel -> prediction -> saliency -> segments -> cues.
 * Every step is a pure function of its inputs and settings, so a result is keyed by
 * hash(audio bytes) x hash(model package) x hash(settings) and never computed twice.
 */
import type { CueRegion, CueVector } from '#contracts/cue'
import type { ErrorBody } from '#contracts/error'
import type { FrontEnd } from '#contracts/model'
import type { Segment } from '#contracts/segment'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import type { DecodedAudio } from '#engine/audio/audio'
import { decodeAudio } from '#engine/audio/decode'
import type { Matrix } from '#engine/base/matrix'
import { computeCueTracks } from '#engine/cues/cue-tracks'
import { poolCues } from '#engine/cues/pool'
import { resample } from '#engine/dsp/resample'
import { fillLevel } from '#engine/logmel/fill-level'
import { checkFrameCount, computeLogMel, normaliseLogMel, type LogMel } from '#engine/logmel/log-mel'
import type { Forward } from '#engine/models/forward'
import { toPrediction, type Prediction } from '#engine/models/prediction'
import { occlude } from '#engine/saliency/occlusion'
import type { SaliencyMap } from '#engine/saliency/saliency'
import { timeProfile, topWindows, type FrameAxis } from '#engine/segments/segments'

/** A model, loaded and ready. */
export interface LoadedModel {
  readonly labels: readonly string[]
  readonly frontEnd: FrontEnd
  readonly forward: Forward
}

/** What the model sees of a clip. */
export interface ModelView {
  /** In the front end's unit. */
  readonly logMel: LogMel
  /** Normalised: the model's input [mels x frames]. */
  readonly input: Matrix
  readonly axis: FrameAxis
}

export interface MethodResult {
  readonly method: SaliencyMethod
  /** Index of the label explained. */
  readonly target: number
  /** Float64 [frames] */
  readonly profile: Float64Array
  readonly segments: readonly Segment[]
  readonly cues: Readonly<Record<CueRegion, CueVector>>
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
}

/** @throws CueScopeError for anything that is wrong with the clip */
export async function explainClip(
  bytes: Uint8Array,
  fileName: string,
  model: LoadedModel,
  settings: ExplainSettings,
): Promise<ClipResult> {
  const audio = await decodeAudio(bytes, fileName)
  const view = modelView(audio, model.frontEnd)
  const prediction = toPrediction(await model.forward(view.input.data, 1, view.input.rows, view.input.cols))
  const cuesOf = settings.methods.length > 0 ? clipCues(audio, settings) : null
  const methods: MethodResult[] = []
  for (const method of settings.methods) {
    const map = await saliencyMap(method, view, model, prediction.predicted, settings)
    const profile = timeProfile(map)
    const segments = topWindows(profile, view.axis, settings.segments)
    methods.push({ method, target: prediction.predicted, profile, segments, cues: cuesOf!(segments) })
  }
  const { sampleRateHz, channels, samples, notes } = audio
  return { audio: { sampleRateHz, channels, samples: samples.length, notes }, prediction, methods }
}

export function modelView(audio: DecodedAudio, frontEnd: FrontEnd): ModelView {
  const samples = resample(audio.samples, audio.sampleRateHz, frontEnd.sampleRate)
  const logMel = computeLogMel({ samples, sampleRateHz: frontEnd.sampleRate }, frontEnd)
  checkFrameCount(logMel, frontEnd)
  const durationSec = audio.samples.length / audio.sampleRateHz
  const axis = { hopSec: logMel.hopSec, startSec: logMel.firstFrameSec, durationSec }
  return { logMel, input: normaliseLogMel(logMel, frontEnd), axis }
}

export function saliencyMap(
  method: SaliencyMethod,
  view: ModelView,
  model: LoadedModel,
  target: number,
  settings: ExplainSettings,
): Promise<SaliencyMap> {
  const methods: Record<SaliencyMethod, () => Promise<SaliencyMap>> = {
    occlusion: () =>
      occlude({
        logMel: view.input,
        forward: model.forward,
        target,
        settings: settings.occlusion,
        fill: fillLevel(settings.occlusion.value, view.logMel.values, model.frontEnd),
      }),
  }
  return methods[method]()
}

/** Computes a clip's cues once; the function given back pools them over salient windows and the full clip. */
export function clipCues(
  audio: DecodedAudio,
  settings: ExplainSettings,
): (segments: readonly Segment[]) => Record<CueRegion, CueVector> {
  const { cueRate } = settings.cues
  const rateHz = cueRate === 'native' ? audio.sampleRateHz : cueRate
  const tracks = computeCueTracks(resample(audio.samples, audio.sampleRateHz, rateHz), rateHz)
  return segments => ({ salient: poolCues(tracks, segments), full: poolCues(tracks, 'all') })
}
