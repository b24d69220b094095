import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ModelManifest } from '#contracts/model'
import type { CheckReport, WizardAnswers } from '#contracts/model-wizard'
import { checkModel } from '#engine/model-wizard/check-model'
import { writePackage } from '#engine/model-wizard/write-package'
import goldens from '../../goldens/model-wizard/logits.json'
import { projectRoot } from '../../helpers/built-program'
import { codeOf } from '../../helpers/error-code'
import { sharedDir } from '../../helpers/shared'
import { tempDir } from '../../helpers/temp-dir'
import { toneWav } from '../../helpers/tones'

/** A package that the wizard makes of a bundled model's bare file: labels and normalisation told, the rest guessed. */
async function rebuilt(
  name: string,
  answers: WizardAnswers = {},
): Promise<{ folder: string; manifest: ModelManifest }> {
  const bundled = join(projectRoot, 'resources/models', name)
  const manifest = JSON.parse(readFileSync(join(bundled, 'model.json'), 'utf8')) as ModelManifest
  const found = tempDir()
  cpSync(join(bundled, 'model.onnx'), join(found, 'model.onnx'))
  const folder = join(found, 'package')
  const told = { labels: manifest.labels, 'frontEnd.normalise': manifest.frontEnd.normalise }
  await writePackage(join(found, 'model.onnx'), { ...told, ...answers }, folder)
  return { folder, manifest }
}

function check(folder: string, clip: string, values: CheckInput, searchSec = 60): Promise<CheckReport> {
  return checkModel({ ask: 'check', folder, clip, expect: { kind: 'auto', values }, tolerance: null, searchSec })
}
type CheckInput = number[] | Record<string, number>

describe('engine/model-wizard, reproduce these logits', () => {
  const clip = join(tempDir(), 'tone.wav')
  let made: { folder: string; manifest: ModelManifest }
  beforeAll(async () => {
    writeFileSync(clip, toneWav({ f0Hz: 220, seconds: 1.2 }))
    made = await rebuilt('demo-synthetic')
  })

  it.each(goldens.cases)('engine/model-wizard - librosa, $name: found', async ({ changes, logits }) => {
    const report = await check(made.folder, clip, logits)
    expect(report.kind).toBe('logits')
    if (Object.keys(changes).length === 0) {
      expect(report).toMatchObject({ isReproduced: true, alternatives: [] })
      expect(report.largestDeviation).toBeLessThan(1e-3)
      return
    }
    expect(report.isReproduced).toBe(false)
    const [best] = report.alternatives
    expect(best.isReproduced).toBe(true)
    expect(best.largestDeviation).toBeLessThan(5e-3)
    expect(best.changes).toEqual(changes)
  })

  it('engine/model-wizard - right values under the wrong labels: the order that fits', async () => {
    const { logits } = goldens.cases[0]
    const { labels } = made.manifest
    const wrong = await rebuilt('demo-synthetic', { labels: [...labels].reverse() })
    const expected = Object.fromEntries(labels.map((label, i) => [label, logits[i]]))
    expect(await check(wrong.folder, clip, expected)).toMatchObject({
      isReproduced: false,
      labelOrder: labels,
      tried: 1,
    })
  })

  it('engine/model-wizard - two exchanged values, nothing else given: the labels, not another front end', async () => {
    const { logits } = goldens.cases[0]
    const [first, second, ...rest] = made.manifest.labels
    const report = await check(made.folder, clip, { [first]: logits[1], [second]: logits[0] })
    expect(report).toMatchObject({ labelOrder: [second, first, ...rest], alternatives: [], tried: 1 })
  })

  it('engine/model-wizard - few values: the fewest changes first; what nothing reproduces: the nearest first', async () => {
    const { logits } = goldens.cases[1]
    const [first, second] = made.manifest.labels
    const { alternatives } = await check(made.folder, clip, { [first]: logits[0], [second]: logits[1] })
    const counts = alternatives.map(({ changes }) => Object.keys(changes).length)
    expect(counts.length).toBeGreaterThan(1)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    const none = await check(
      made.folder,
      clip,
      logits.map((value, i) => value + 40 * (i % 2)),
      1,
    )
    const deviations = none.alternatives.map(({ largestDeviation }) => largestDeviation)
    expect(deviations.length).toBeGreaterThan(1)
    expect(deviations).toEqual([...deviations].sort((a, b) => a - b))
  })

  it('engine/model-wizard - no time, no search; what nothing reproduces is said to be so', async () => {
    const values = made.manifest.labels.map((_, i) => 40 * (i % 2))
    expect(await check(made.folder, clip, values, 0)).toMatchObject({ isReproduced: false, alternatives: [], tried: 1 })
    const searched = await check(made.folder, clip, values, 0.3)
    expect(searched.hasRunOut).toBe(true)
    expect(searched.alternatives.every(({ isReproduced }) => !isReproduced)).toBe(true)
  })

  it('engine/model-wizard - expectations that make no sense are refused', async () => {
    expect(await codeOf(() => check(made.folder, clip, [1, 2]))).toBe('bad-option')
    expect(await codeOf(() => check(made.folder, clip, { bored: 1 }))).toBe('not-found')
    expect(await codeOf(() => check(made.folder, join(made.folder, 'model.json'), { sad: 1 }))).toBe('not-audio')
  })
})

const shared = sharedDir()
describe.runIf(shared)('engine/model-wizard, real speech', () => {
  const root = shared ?? ''
  /** A file and the probabilities that librosa and ONNX Runtime gave, in the order of the labels. */
  const rows =
    shared === null
      ? []
      : readFileSync(join(root, 'models/predictions.csv'), 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map(line => line.split(','))

  const wrong: [string, WizardAnswers][] = [
    ['guessed', {}],
    ['torchaudio', { preset: 'torchaudio' }],
    ['librosa-max', { preset: 'librosa-max' }],
    ['ast', { preset: 'ast' }],
  ]
  it.each(wrong)(
    'engine/model-wizard - the bare file, %s: the true front end is proposed or found',
    async (_, preset) => {
      const { folder, manifest } = await rebuilt('shallow-resnet-en', preset)
      const own = (JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as ModelManifest).frontEnd
      const [file, , , , , ...probabilities] = rows[900]
      const report = await check(folder, join(root, 'data', file), probabilities.map(Number))
      expect(report.kind).toBe('probabilities')
      const changes = report.isReproduced ? {} : report.alternatives[0].changes
      // The fewest frames are the trial's: the model takes fewer than its makers allow.
      const { minFrames } = own
      expect({ ...own, ...changes }).toEqual({ ...manifest.frontEnd, trim: null, clip: null, minFrames })
      expect(minFrames).toBeLessThanOrEqual(manifest.frontEnd.minFrames)
    },
  )
})
