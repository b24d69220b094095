import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ProviderChoice } from '#contracts/provider'
import { CueScopeError } from '#engine/base/errors'
import { decodeAudio } from '#engine/audio/decode'
import { loadModel, type OpenModel } from '#engine/load-model'
import { readClipFile } from '#engine/files/read-file'
import { sha256 } from '#engine/files/sha256'
import { melBandEdgesHz } from '#engine/logmel/log-mel'
import { judgeMap } from '#engine/judge-map'
import { labelIndex, toPrediction } from '#engine/models/prediction'
import { probeModel } from '#engine/models/probe'
import { openOnnxGraph } from '#engine/models/session'
import { explainBy, explainClip, modelView, targetWeights, type LoadedModel, type ModelView } from '#engine/pipeline'
import { timeProfile, topWindows } from '#engine/segments/segments'
import { explainFile } from './explain-file'
import type { Answers, ModelRef, Task } from './protocol'

const LOG_UNITS = { db: 'dB', ln: 'ln', log10: 'log10', none: '' } as const

/** Everything a worker can do, with the one model that it keeps loaded. */
export function createTaskRunner(): (task: Task) => Promise<Answers[keyof Answers]> {
  let loaded: OpenModel | null = null

  /** `provider` null: whichever it is open on. */
  async function modelOf(ref: ModelRef, provider: ProviderChoice | null): Promise<LoadedModel> {
    if (loaded !== null && ref.sha256 === loaded.sha256 && isOn(loaded, provider)) return loaded.model
    await loaded?.release()
    loaded = null
    loaded = await loadModel(ref.folder, ref.sha256, provider ?? 'cpu')
    return loaded.model
  }

  const runners: { [K in Task['kind']]: (task: Extract<Task, { kind: K }>) => Promise<Answers[K]> } = {
    async fingerprint({ file }) {
      const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }))
      return { sha256: sha256(await readClipFile(file)), size, mtimeMs }
    },
    async explain({ file, sha256: expected, model, settings }) {
      return explainClip(
        await readClip(file, expected),
        basename(file),
        await modelOf(model, settings.provider),
        settings,
      )
    },
    async audio({ file, sha256: expected }) {
      const { samples, sampleRateHz } = await decodeAudio(await readClip(file, expected), basename(file))
      return { shape: [samples.length], data: samples, meta: { sampleRateHz } }
    },
    async 'log-mel'({ file, sha256: expected, model }) {
      const { frontEnd } = await modelOf(model, null)
      const view = await viewOf(file, expected, frontEnd)
      const { values, ...times } = view.logMel
      const unit = LOG_UNITS[frontEnd.log]
      const meta = { ...times, sampleRateHz: frontEnd.sampleRate, unit, melHz: melBandEdgesHz(frontEnd) }
      return { shape: [values.rows, values.cols], data: values.data, meta }
    },
    async saliency({ file, sha256: expected, model: ref, method, target, against, settings }) {
      const model = await modelOf(ref, settings.provider)
      const view = await viewOf(file, expected, model.frontEnd)
      const label = target ?? (await predictedLabel(view, model))
      const weights = targetWeights(model.labels, label, against)
      const { map, facts } = await explainBy(method, view, model, weights, settings)
      const { hopSec, firstFrameSec } = view.logMel
      return {
        shape: [map.rows, map.cols],
        data: map.data,
        meta: { method, target: label, against, facts, hopSec, firstFrameSec },
      }
    },
    async judge({ file, sha256: expected, model: ref, method, target, settings }) {
      const model = await modelOf(ref, settings.provider)
      const view = await viewOf(file, expected, model.frontEnd)
      const label = labelIndex(model.labels, target ?? (await predictedLabel(view, model)))
      return judgeMap(method, view, model, label, settings, openOnnxGraph)
    },
    async concepts({ file, sha256: expected, model: ref, target, settings }) {
      const model = await modelOf(ref, settings.provider)
      const view = await viewOf(file, expected, model.frontEnd)
      const label = target ?? (await predictedLabel(view, model))
      const { channels } = await explainBy('crp', view, model, targetWeights(model.labels, label), settings)
      const { layer, top, relevances } = channels!
      const { rows, cols } = view.input
      const data = new Float32Array(top.length * rows * cols)
      top.forEach(({ map }, i) => data.set(map.data, i * rows * cols))
      const concepts = top.map(({ channel, relevance, share, map }) => {
        const segments = topWindows(timeProfile(map), view.axis, settings.segments)
        return { channel, relevance, share, segments }
      })
      return {
        shape: [top.length, rows, cols],
        data,
        meta: { layer, channels: relevances.length, target: label, concepts },
      }
    },
    async 'explain-file'(task) {
      return explainFile(task, await modelOf(task.model, task.settings.provider))
    },
    async 'probe-model'({ model: ref, provider = 'cpu' }) {
      const model = await modelOf(ref, provider)
      await probeModel(model.forward, model.frontEnd)
      const { sha256: found, provider: report } = loaded!
      return { sha256: found, provider: report }
    },
  }
  return task => (runners[task.kind] as (task: Task) => Promise<Answers[keyof Answers]>)(task)
}

function isOn({ provider }: OpenModel, wanted: ProviderChoice | null): boolean {
  return wanted === null || wanted === provider.asked || wanted === provider.used
}

async function readClip(file: string, expected: string | null): Promise<Uint8Array> {
  const bytes = await readClipFile(file)
  if (expected !== null && sha256(bytes) !== expected)
    throw new CueScopeError('file-changed', `${basename(file)} has changed since it was listed: run the audit again.`, {
      file,
    })
  return bytes
}

async function viewOf(file: string, expected: string | null, frontEnd: LoadedModel['frontEnd']): Promise<ModelView> {
  return modelView(await decodeAudio(await readClip(file, expected), basename(file)), frontEnd)
}

async function predictedLabel({ input }: ModelView, model: LoadedModel): Promise<string> {
  return model.labels[toPrediction(await model.forward(input.data, 1, input.rows, input.cols)).predicted]
}
