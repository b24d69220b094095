import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { explainSettingsSchema } from '#contracts/settings'
import { loadModel } from '#engine/load-model'
import { explainClip } from '#engine/pipeline'
import { projectRoot } from '../../helpers/built-program'
import { sharedDir } from '../../helpers/shared'

const shared = sharedDir()
const EVERY = 83

/** Probabilities of the same model from librosa 0.11 (soxr resampling) and ONNX Runtime in Python. */
describe.runIf(shared)('engine/pipeline, real speech against librosa and ONNX Runtime', () => {
  it('engine/pipeline - the same label for every clip of a sample, probabilities within 0.02', async () => {
    const table = readFileSync(join(shared ?? '', 'models/predictions.csv'))
    const rows = (parse(table, { columns: true }) as Record<string, string>[]).filter((_, i) => i % EVERY === 0)
    expect(rows.length).toBeGreaterThanOrEqual(19)
    const { model, release } = await loadModel(join(projectRoot, 'resources/models/shallow-resnet-en'), null)
    const settings = explainSettingsSchema.parse({ methods: [] })
    for (const row of rows) {
      const bytes = readFileSync(join(shared ?? '', 'data', row.file))
      const { prediction } = await explainClip(bytes, row.file, model, settings)
      expect([row.file, model.labels[prediction.predicted]]).toEqual([row.file, row.predicted])
      model.labels.forEach((label, i) =>
        expect(Math.abs(prediction.probabilities[i] - Number(row[label]))).toBeLessThanOrEqual(0.02),
      )
    }
    await release()
  })
})
