import { availableParallelism, cpus, totalmem } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { explainSettingsSchema } from '#contracts/settings'
import { decodeAudio } from '#engine/audio/decode'
import { sha256 } from '#engine/files/sha256'
import { readClipFile } from '#engine/files/read-file'
import { loadModel } from '#engine/load-model'
import { createBaselines, measureAudio, measureRegion } from '#engine/measures'
import { toPrediction } from '#engine/models/prediction'
import { explainClip, modelView, explainBy } from '#engine/pipeline'
import { oneHot } from '#engine/saliency/subject'
import { timeProfile, topWindows } from '#engine/segments/segments'
import { openProjectFile } from '#engine/store/open'
import { saveResult } from '#engine/store/results'
import { spread, type Spread } from './spread'

export interface BenchReport {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGb: number; readonly node: string }
  readonly clips: number
  readonly audioSec: number
  readonly stages: Readonly<Record<string, { readonly ms_per_clip: Spread }>>
}

/**
 * Times every stage on these clips, one after the other in one process, after one clip to warm up.
 * `rounds` repeats the whole; min, median and max are over rounds of the mean per clip.
 */
export async function measureStages(
  files: readonly string[],
  modelFolder: string,
  rounds: number,
): Promise<BenchReport> {
  const { model, release } = await loadModel(modelFolder, null)
  const { labels, frontEnd, forward } = model
  const settings = explainSettingsSchema.parse({})
  const scratch = await mkdtemp(join(tmpdir(), 'cuescope-bench-'))
  const project = openProjectFile(join(scratch, 'bench.cuescope'), 'create')
  const sums = new Map<string, number[]>()
  let audioSec = 0

  const round = async (some: readonly string[], index: number): Promise<void> => {
    const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
      const startedMs = performance.now()
      const result = await work()
      const perRound = sums.get(stage) ?? Array<number>(rounds).fill(0)
      if (index >= 0) perRound[index] += (performance.now() - startedMs) / some.length
      sums.set(stage, perRound)
      return result
    }
    for (const file of some) {
      const bytes = await readClipFile(file)
      const audio = await timed('decode', () => decodeAudio(bytes, basename(file)))
      if (index === 0) audioSec += audio.samples.length / audio.sampleRateHz
      const view = await timed('logmel', () => modelView(audio, frontEnd))
      const { input } = view
      const { predicted } = toPrediction(await timed('predict', () => forward(input.data, 1, input.rows, input.cols)))
      const { map } = await timed('occlusion', () =>
        explainBy('occlusion', view, model, oneHot(predicted, labels.length), settings),
      )
      await timed('crp', () => explainBy('crp', view, model, oneHot(predicted, labels.length), settings))
      const segments = topWindows(timeProfile(map), view.axis, settings.segments)
      const { clip, cues } = await timed('cues', () => {
        const clip = measureAudio(audio, settings)
        measureRegion(clip, 'all', settings)
        return { clip, cues: measureRegion(clip, segments, settings).cues }
      })
      await timed('baselines', () => createBaselines(clip, sha256(bytes), settings)(segments, cues))
      const result = await timed('audit_total', () => explainClip(bytes, basename(file), model, settings))
      const key = { audioSha: sha256(`${file} ${index}`), modelSha: 'bench', settingsHash: 'bench' }
      await timed('store', () => saveResult(project.db, key, result, labels))
    }
  }
  try {
    await round(files.slice(0, 1), -1)
    for (let index = 0; index < rounds; index++) await round(files, index)
  } finally {
    project.close()
    await release()
    await rm(scratch, { recursive: true, force: true })
  }
  const stages = Object.fromEntries([...sums].map(([stage, perRound]) => [stage, { ms_per_clip: spread(perRound) }]))
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
  return { machine, clips: files.length, audioSec: Number(audioSec.toFixed(2)), stages }
}
