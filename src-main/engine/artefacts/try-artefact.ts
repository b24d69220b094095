/**
 * One artefact in one clip: what the model says, and where its relevance lies, of the clip as it is, with the artefact,
 * and with the stand-in. Composed here, like the pipeline, from functions that know nothing of each other.
 */
import type { CueVector } from '#contracts/cue'
import type { Artefact } from '#contracts/experiments/spurious-features'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import type { DecodedAudio } from '#engine/audio/audio'
import type { Matrix } from '#engine/base/matrix'
import { measureAudio, measureRegion, type OpenProvider } from '#engine/measures'
import { toPrediction } from '#engine/models/prediction'
import { explainBy, modelView, type LoadedModel, type ModelView } from '#engine/pipeline'
import { oneHot } from '#engine/saliency/subject'
import { timeProfile, topWindows } from '#engine/segments/segments'
import { reachedBins, relevanceShare } from './on-artefact'
import { plant } from './plant'
import { standIn } from './stand-in'

export interface Reading {
  /** Index of the label. */
  readonly predicted: number
  readonly probabilities: readonly number[]
  /** Share of positive relevance for that label where the artefact lies (or would); null: it lies everywhere. */
  readonly onArtefact: number | null
}

export interface ArtefactTrial {
  readonly clean: Reading
  readonly planted: Reading
  readonly standIn: Reading
  /** Share of the log-Mel's bins that the artefact reaches; null: it lies everywhere. */
  readonly area: number | null
  /** Of the windows that speak for the label which the artefact makes of it; null: the label stays. */
  readonly cues: CueVector | null
}

/** @param seed of the clip and the experiment: artefacts of all levels share their place @throws CueScopeError where the clip can't have it */
export async function tryArtefact(
  audio: DecodedAudio,
  artefact: Artefact,
  seed: string,
  model: LoadedModel,
  method: SaliencyMethod,
  settings: ExplainSettings,
  opensmile: OpenProvider = null,
): Promise<ArtefactTrial> {
  const planted = await plant(audio, artefact, seed)
  const mapFor = async (view: ModelView, label: number): Promise<Matrix> =>
    (await explainBy(method, view, model, oneHot(label, model.labels.length), settings)).map
  let area: number | null = null
  const read = async (samples: Float32Array): Promise<Read> => {
    const view = modelView({ ...audio, samples }, model.frontEnd)
    const { rows, cols, data } = view.input
    const { predicted, probabilities } = toPrediction(await model.forward(data, 1, rows, cols))
    const said = { predicted, probabilities: [...probabilities] }
    if (planted.extents.length === 0) return { view, map: null, said: { ...said, onArtefact: null } }
    const reached = reachedBins(planted.extents, cols, view.axis, model.frontEnd)
    area ??= reached.reduce((sum, bin) => sum + bin, 0) / reached.length
    const map = await mapFor(view, predicted)
    return { view, map, said: { ...said, onArtefact: relevanceShare(map, reached) } }
  }
  const { said: clean } = await read(audio.samples)
  const { said, view, map } = await read(planted.samples)
  const { said: other } = await read(standIn(audio, planted, artefact, seed))
  let cues: CueVector | null = null
  if (said.predicted !== clean.predicted) {
    const profile = timeProfile(map ?? (await mapFor(view, said.predicted)), settings.segments.threshold)
    const windows = topWindows(profile, view.axis, settings.segments)
    const clip = measureAudio({ ...audio, samples: planted.samples }, settings, opensmile)
    cues = measureRegion(clip, windows, settings).cues
  }
  return { clean, planted: said, standIn: other, area, cues }
}

interface Read {
  readonly said: Reading
  readonly view: ModelView
  readonly map: Matrix | null
}
