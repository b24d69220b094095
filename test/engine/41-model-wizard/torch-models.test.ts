import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ModelManifest } from '#contracts/model'
import { writePackage } from '#engine/model-wizard/write-package'
import { readModelPackage } from '#engine/models/model-package'
import { probeModel } from '#engine/models/probe'
import { openModelSession } from '#engine/models/session'
import { decodeModel } from '#engine/onnx/proto/decode'
import { softmax } from '#engine/stats/softmax'
import goldens from '../../goldens/model-wizard/torch.json'
import { projectRoot } from '../../helpers/built-program'
import { tempDir } from '../../helpers/temp-dir'

const [MELS, FRAMES] = [64, 120]
const labels = ['angry', 'happy', 'neutral', 'sad']

describe('engine/model-wizard, models as PyTorch exports them', () => {
  it.each([
    // A size each for clip, frames and bands, view(n, -1), Softmax.
    ['fixed-time-first', 1e-5],
    ['half', 2e-3],
  ] as const)("engine/model-wizard - %s: the package gives PyTorch's probabilities", async (name, tolerance) => {
    const folder = join(tempDir(), 'package')
    const file = join(projectRoot, `test/goldens/model-wizard/torch-${name}.onnx`)
    const proposal = await writePackage(file, { labels }, folder)
    expect(proposal.changes).toHaveLength(3)
    expect(Object.values(proposal.methods).every(obstacle => obstacle === null)).toBe(true)

    const { onnx, manifest } = await readModelPackage(folder)
    const session = await openModelSession(onnx, labels.length)
    await probeModel(session.forward, manifest.frontEnd)
    const logMel = Float32Array.from({ length: MELS * FRAMES }, (_, i) => Math.sin(i * 0.37))
    const probabilities = softmax(await session.forward(logMel, 1, MELS, FRAMES))
    await session.release()
    const expected = goldens.probabilities[name]
    probabilities.forEach((p, i) => expect(Math.abs(p - expected[i])).toBeLessThan(tolerance))

    const metadata = new Map(decodeModel(onnx).metadataProps!.map(({ key, value }) => [key, value!]))
    expect(JSON.parse(metadata.get('ser.labels')!)).toEqual(labels)
    expect(JSON.parse(metadata.get('ser.frontend')!)).toEqual(manifest.frontEnd)
    const { provenance } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as ModelManifest & {
      provenance: { changes: string[]; sources: Record<string, string> }
    }
    expect(provenance.changes).toEqual(proposal.changes)
    expect(provenance.sources.labels).toBe('you (certain)')

    // What it was told stands in the file now: packaged again, without a word.
    const again = await writePackage(join(folder, 'model.onnx'), {}, join(tempDir(), 'again'))
    expect(again).toMatchObject({ questions: [], changes: [], isComplete: true })
  })
})
