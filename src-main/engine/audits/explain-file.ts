import { basename, extname } from 'node:path'
import { decodeAudio } from '#engine/audio/decode'
import { CueScopeError } from '#engine/base/errors'
import { decodeNpy } from '#engine/exports/npy'
import { readClipFile } from '#engine/files/read-file'
import { judgeClip } from '#engine/judge-map'
import { toPrediction } from '#engine/models/prediction'
import { modelView, explainBy, targetWeights, type LoadedModel, type ModelView } from '#engine/pipeline'
import { timeProfile, topWindows } from '#engine/segments/segments'
import { judgedClip } from './experiment-tasks'
import type { FileExplanation, Task } from './protocol'
import { viewOfInput } from './view-of-input'

/** The chance in judging a map outside a project: always the same. */
export const JUDGE_SEED = 1

/** One method on one file: audio through the model's front end, or a ready log-Mel as it is. */
export async function explainFile(
  task: Extract<Task, { kind: 'explain-file' }>,
  model: LoadedModel,
  redrawn: () => Promise<LoadedModel | null>,
): Promise<FileExplanation> {
  const view = await viewOf(task.file, model)
  const { input } = view
  const prediction = toPrediction(await model.forward(input.data, 1, input.rows, input.cols))
  const target = task.target ?? model.labels[prediction.predicted]
  const { map, facts, channels } = await explainBy(
    task.method,
    view,
    model,
    targetWeights(model.labels, target, task.against),
    task.settings,
  )
  const { judge, method, settings } = task
  const shape = [input.rows, input.cols]
  return {
    labels: model.labels,
    predicted: model.labels[prediction.predicted],
    target,
    hopSec: view.axis.hopSec,
    logMel: { shape, data: input.data, meta: {} },
    logits: { shape: [prediction.logits.length], data: prediction.logits, meta: {} },
    map: { shape, data: map.data, meta: {} },
    facts,
    relevances: channels?.relevances ?? null,
    segments: topWindows(timeProfile(map, settings.segments.threshold), view.axis, settings.segments),
    judgement:
      judge === null
        ? null
        : await judgeClip(
            method,
            judgedClip({ judge, seed: JUDGE_SEED, sha256: null }, view, model, target),
            settings,
            redrawn,
          ),
  }
}

async function viewOf(file: string, model: LoadedModel): Promise<ModelView> {
  const bytes = await readClipFile(file)
  if (extname(file).toLowerCase() !== '.npy') return modelView(await decodeAudio(bytes, basename(file)), model.frontEnd)
  const { shape, values } = decodeNpy(bytes, basename(file))
  const [rows, cols] = shape
  const { nMels } = model.frontEnd
  if (shape.length !== 2 || rows !== nMels)
    throw new CueScopeError(
      'wrong-input-rank',
      `${basename(file)} has shape [${shape.join(', ')}]; this model takes [${nMels}, frames].`,
    )
  return viewOfInput({ data: values, rows, cols }, model.frontEnd)
}
