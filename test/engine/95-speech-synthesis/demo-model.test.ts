import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explainSettingsSchema } from '#contracts/settings'
import { decodeAudio } from '#engine/audio/decode'
import { demoFileName } from '#engine/demo/file-grammar'
import { makeDemoCorpus } from '#engine/demo/make-demo-corpus'
import { planCorpus } from '#engine/demo/plan-corpus'
import { readDemoTruth, type DemoTruth } from '#engine/demo/truth'
import { loadModel, type OpenModel } from '#engine/load-model'
import { readModelPackage, type ModelPackage } from '#engine/models/model-package'
import { toPrediction } from '#engine/models/prediction'
import { modelView, explainBy, type LoadedModel, type ModelView } from '#engine/pipeline'
import { oneHot } from '#engine/saliency/subject'
import { timeProfile, topWindows } from '#engine/segments/segments'

const PACKAGE = resolve(import.meta.dirname, '../../../resources/models/demo-synthetic')
const LABEL_OF: Record<string, string> = {
  anger: 'angry',
  disgust: 'disgust',
  fear: 'fear',
  happiness: 'happy',
  neutral: 'neutral',
  sadness: 'sad',
  surprise: 'surprise',
}

interface Judged {
  readonly truth: DemoTruth
  readonly view: ModelView
  readonly predicted: number
  readonly isRight: boolean
}

let folder: string
let model: ModelPackage
let opened: OpenModel
let loaded: LoadedModel
let judged: Judged[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demo-model-'))
  await makeDemoCorpus({ folder, set: 'demo' })
  model = await readModelPackage(PACKAGE)
  const { labels, frontEnd } = model.manifest
  opened = await loadModel(PACKAGE, null)
  loaded = opened.model
  judged = []
  for (const clip of planCorpus('demo')) {
    const path = join(folder, demoFileName({ speaker: clip.speaker.id, emotion: clip.labelGiven, take: clip.take }))
    const truth = (await readDemoTruth(path))!
    const view = modelView(await decodeAudio(readFileSync(path), path), frontEnd)
    const { predicted } = toPrediction(await loaded.forward(view.input.data, 1, view.input.rows, view.input.cols))
    judged.push({ truth, view, predicted, isRight: labels[predicted] === LABEL_OF[truth.labelGiven] })
  }
})

afterAll(async () => {
  await opened.release()
  rmSync(folder, { recursive: true, force: true })
})

const share = (clips: readonly Judged[]): number => clips.filter(clip => clip.isRight).length / clips.length

describe('resources/models/demo-synthetic', () => {
  it('resources/models/demo-synthetic - is a small package of the same labels as the other one', () => {
    const other = JSON.parse(readFileSync(join(PACKAGE, '../shallow-resnet-en/model.json'), 'utf8')) as {
      labels: string[]
    }
    expect(model.manifest.labels).toEqual(other.labels)
    expect(model.manifest.license).toBe('CC0-1.0')
    expect(statSync(join(PACKAGE, 'model.onnx')).size).toBeLessThan(400_000)
  })

  it('resources/models/demo-synthetic - is as good as its card says, in our own front end (the card is from librosa)', () => {
    const metrics = model.manifest.metrics as Record<string, { clips: number; accuracy: number }>
    const groups = {
      demo: judged,
      demo_clean: judged.filter(({ truth }) => truth.planted.kind === 'none'),
      demo_planted_noise: judged.filter(({ truth }) => truth.planted.kind === 'noise'),
      demo_planted_quiet_anger: judged.filter(({ truth }) => truth.planted.kind === 'quiet-anger'),
      demo_planted_wrong_label: judged.filter(({ truth }) => truth.planted.kind === 'wrong-label'),
    }
    for (const [name, clips] of Object.entries(groups)) {
      expect(clips, name).toHaveLength(metrics[name].clips)
      expect(share(clips), name).toBeCloseTo(metrics[name].accuracy, 3)
    }
    expect(share(groups.demo_clean)).toBeGreaterThan(0.8)
    expect(share(groups.demo_clean)).toBeLessThan(0.95)
  })

  it('resources/models/demo-synthetic - most planted clips go wrong', () => {
    expect(share(judged.filter(({ truth }) => truth.planted.kind !== 'none'))).toBeLessThan(0.25)
  })

  it('resources/models/demo-synthetic - the first salient window lies where the emotion was put', async () => {
    const settings = explainSettingsSchema.parse({})
    const right = judged.filter(({ isRight, truth }) => isRight && truth.planted.kind === 'none' && truth.take === 1)
    expect(right.length).toBeGreaterThan(25)
    let [hits, inside, timeShare] = [0, 0, 0]
    for (const { truth, view, predicted } of right) {
      const profile = timeProfile(
        (await explainBy('occlusion', view, loaded, oneHot(predicted, loaded.labels.length), settings)).map,
      )
      const { startSec, endSec } = truth.gesture
      const [first] = topWindows(profile, view.axis, settings.segments)
      const middleSec = (first.startSec + first.endSec) / 2
      if (middleSec >= startSec && middleSec < endSec) hits++
      const positive = Array.from(profile, value => Math.max(0, value))
      const isInside = (frame: number): boolean => {
        const timeSec = view.axis.startSec + frame * view.axis.hopSec
        return timeSec >= startSec && timeSec < endSec
      }
      const total = positive.reduce((sum, value) => sum + value, 0)
      inside += positive.reduce((sum, value, frame) => (isInside(frame) ? sum + value : sum), 0) / total
      timeShare += (endSec - startSec) / truth.durationSec
    }
    expect(hits / right.length).toBeGreaterThan(0.9)
    // Chance would give the gesture its share of the time.
    expect(inside).toBeGreaterThan(2.5 * timeShare)
  })
})
