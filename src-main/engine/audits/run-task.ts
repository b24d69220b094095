import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ProviderChoice } from '#contracts/provider'
import { clipActivations } from '#engine/activations/clip-activations'
import { tryArtefact } from '#engine/artefacts/try-artefact'
import { CueScopeError } from '#engine/base/errors'
import { decodeAudio } from '#engine/audio/decode'
import { loadModel, type OpenModel } from '#engine/load-model'
import { readClipFile } from '#engine/files/read-file'
import { sha256 } from '#engine/files/sha256'
import { melBandEdgesHz } from '#engine/logmel/log-mel'
import type { MeasureSettings, OpenProvider } from '#engine/measures'
import { judgeClip } from '#engine/judge-map'
import { toPrediction } from '#engine/models/prediction'
import { runWizardTask } from '#engine/model-wizard/run-wizard-task'
import { probeModel } from '#engine/models/probe'
import { openOnnxGraph } from '#engine/models/session'
import { explainBy, explainClip, modelView, targetWeights, type LoadedModel, type ModelView } from '#engine/pipeline'
import { openRedrawn, type RedrawnModel } from '#engine/redrawn-model'
import { lookSettings } from '#engine/saliency/coarse-to-fine'
import { timeProfile, topWindows } from '#engine/segments/segments'
import { whatIf } from '#engine/what-if'
import { cueTracksOf, cueWeaknessOf, drawnWindowsOf, measuresOf } from './cue-tasks'
import { egemapsTable } from './egemaps-table'
import { clipPeaks, judgedClip, judgePart, tryMethods } from './experiment-tasks'
import { explainFile, JUDGE_SEED } from './explain-file'
import { createOpensmileKeeper } from './opensmile-keeper'
import type { Answers, ModelRef, Task, WorkerTools } from './protocol'

const LOG_UNITS = { db: 'dB', ln: 'ln', log10: 'log10', none: '' } as const

/** A task about one label of one clip. */
type ClipTask = Extract<Task, { readonly target: string | null; readonly sha256: string | null }>

/** Everything a worker can do, with the one model that it keeps loaded. */
export function createTaskRunner(): (task: Task, tools: WorkerTools) => Promise<Answers[keyof Answers]> {
  const openOpensmile = createOpensmileKeeper()
  let loaded: OpenModel | null = null
  /** The loaded model with re-drawn weights, the last that was asked for. */
  let redrawn: { readonly seed: number; readonly opened: RedrawnModel | null } | null = null

  /** `provider` null: whichever it is open on. */
  async function modelOf(ref: ModelRef, provider: ProviderChoice | null): Promise<LoadedModel> {
    if (loaded !== null && ref.sha256 === loaded.sha256 && isOn(loaded, provider)) return loaded.model
    await forgetRedrawn()
    await loaded?.release()
    loaded = null
    loaded = await loadModel(ref.folder, ref.sha256, provider ?? 'cpu')
    return loaded.model
  }

  async function forgetRedrawn(): Promise<void> {
    const last = redrawn
    redrawn = null
    await last?.opened?.release()
  }

  const redrawnOf = (model: LoadedModel, seed: number) => async (): Promise<LoadedModel | null> => {
    if (redrawn?.seed !== seed) {
      await forgetRedrawn()
      redrawn = { seed, opened: await openRedrawn(model, seed, openOnnxGraph) }
    }
    return redrawn.opened?.model ?? null
  }

  /** What the model of a task sees of its clip, and the label in question. */
  async function questionOf(task: ClipTask): Promise<{ view: ModelView; model: LoadedModel; label: string }> {
    const model = await modelOf(task.model, task.settings.provider)
    const view = await viewOf(task.file, task.sha256, model.frontEnd)
    return { view, model, label: task.target ?? (await predictedLabel(view, model)) }
  }

  /** null: the settings ask for the built-in cues. */
  async function opensmileFor({ cues }: MeasureSettings, { opensmileFolder }: WorkerTools): Promise<OpenProvider> {
    return cues.provider === 'opensmile' ? openOpensmile(opensmileFolder) : null
  }

  const runners: {
    [K in Task['kind']]: (task: Extract<Task, { kind: K }>, tools: WorkerTools) => Promise<Answers[K]>
  } = {
    async fingerprint({ file }) {
      const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }))
      return { sha256: sha256(await readClipFile(file)), size, mtimeMs }
    },
    async 'describe-audio'({ file }) {
      const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }))
      const bytes = await readClipFile(file)
      const { samples, ...facts } = await decodeAudio(bytes, basename(file))
      return { ...facts, sha256: sha256(bytes), size, mtimeMs, samples: samples.length }
    },
    async explain({ file, sha256: expected, model, settings }, tools) {
      const bytes = await readClip(file, expected)
      const loadedModel = await modelOf(model, settings.provider)
      return explainClip(bytes, basename(file), loadedModel, settings, await opensmileFor(settings, tools))
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
    async saliency(task) {
      const { view, model, label } = await questionOf(task)
      const { method, against, settings } = task
      const isSketched = method === 'occlusion' && task.detail === 'coarse'
      const [occlusion] = isSketched
        ? lookSettings(model.subject, view.input, settings.occlusion)
        : [settings.occlusion]
      const detail = occlusion === settings.occlusion ? 'fine' : 'coarse'
      const weights = targetWeights(model.labels, label, against)
      const { map, facts } = await explainBy(method, view, model, weights, { ...settings, occlusion })
      const { hopSec, firstFrameSec } = view.logMel
      return {
        shape: [map.rows, map.cols],
        data: map.data,
        meta: { method, target: label, against, detail, facts, hopSec, firstFrameSec },
      }
    },
    async measures(task, tools) {
      const bytes = await readClip(task.file, task.sha256)
      const audio = await decodeAudio(bytes, basename(task.file))
      return measuresOf(task, audio, task.sha256 ?? sha256(bytes), await opensmileFor(task.measuring, tools))
    },
    async 'drawn-windows'(task) {
      const bytes = await readClip(task.file, task.sha256)
      return drawnWindowsOf(task, await decodeAudio(bytes, basename(task.file)), task.sha256 ?? sha256(bytes))
    },
    async 'cue-weakness'(task, tools) {
      const audio = await decodeAudio(await readClip(task.file, task.sha256), basename(task.file))
      return cueWeaknessOf(task, audio, await opensmileFor(task.measuring, tools))
    },
    async 'cue-tracks'(task, tools) {
      const audio = await decodeAudio(await readClip(task.file, task.sha256), basename(task.file))
      return cueTracksOf(task, audio, await opensmileFor(task.measuring, tools))
    },
    async egemaps({ file, level }, { opensmileFolder }) {
      const opensmile = await openOpensmile(opensmileFolder)
      return egemapsTable(await decodeAudio(await readClip(file, null), basename(file)), level, opensmile)
    },
    async 'probe-opensmile'(_, { opensmileFolder }) {
      const { version } = await openOpensmile(opensmileFolder)
      return { version }
    },
    async 'what-if'({ file, sha256: expected, model: ref, part, settings }) {
      const model = await modelOf(ref, settings.provider)
      return whatIf(await viewOf(file, expected, model.frontEnd), model, part, settings.occlusion.value)
    },
    async judge(task) {
      const { view, model, label } = await questionOf(task)
      const clip = judgedClip(task, view, model, label)
      return judgeClip(task.method, clip, task.settings, redrawnOf(model, task.seed))
    },
    async 'judge-part'(task) {
      const { view, model, label } = await questionOf(task)
      return judgePart(task, judgedClip(task, view, model, label), redrawnOf(model, task.seed))
    },
    async 'channel-peaks'(task) {
      const { view, model, label } = await questionOf(task)
      return clipPeaks(task.relevance, view, model, label)
    },
    async activations({ file, sha256: expected, model: ref, settings }) {
      const model = await modelOf(ref, settings.provider)
      const { input } = await viewOf(file, expected, model.frontEnd)
      return clipActivations(model.subject, input)
    },
    async 'try-artefact'({ file, sha256: expected, artefact, seed, method, settings, ...task }, tools) {
      const audio = await decodeAudio(await readClip(file, expected), basename(file))
      const model = await modelOf(task.model, settings.provider)
      const opensmile = await opensmileFor(settings, tools)
      return tryArtefact(audio, artefact, `${seed} ${expected}`, model, method, settings, opensmile)
    },
    async 'try-methods'(task) {
      return tryMethods(task, await modelOf(task.model, task.settings.provider))
    },
    async concepts(task) {
      const { view, model, label } = await questionOf(task)
      const { against, settings } = task
      const weights = targetWeights(model.labels, label, against)
      const { channels } = await explainBy('crp', view, model, weights, settings)
      const { layer, top, relevances } = channels!
      const { rows, cols } = view.input
      const data = new Float32Array(top.length * rows * cols)
      top.forEach(({ map }, i) => data.set(map.data, i * rows * cols))
      const concepts = top.map(({ channel, relevance, share, map }) => {
        const segments = topWindows(timeProfile(map, settings.segments.threshold), view.axis, settings.segments)
        return { channel, relevance, share, segments }
      })
      return {
        shape: [top.length, rows, cols],
        data,
        meta: { layer, channels: relevances.length, target: label, against, concepts },
      }
    },
    async 'explain-file'(task) {
      const model = await modelOf(task.model, task.settings.provider)
      return explainFile(task, model, redrawnOf(model, JUDGE_SEED))
    },
    async 'model-wizard'({ task }) {
      return runWizardTask(task)
    },
    async 'probe-model'({ model: ref, provider = 'cpu' }) {
      const model = await modelOf(ref, provider)
      await probeModel(model.forward, model.frontEnd)
      const { sha256: found, provider: report } = loaded!
      return { sha256: found, provider: report }
    },
  }
  return (task, tools) =>
    (runners[task.kind] as (task: Task, tools: WorkerTools) => Promise<Answers[keyof Answers]>)(task, tools)
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
