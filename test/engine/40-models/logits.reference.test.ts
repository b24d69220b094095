import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openModelSession } from '#engine/models/session'
import { toPrediction } from '#engine/models/prediction'
import { readNpy } from '../../helpers/npy'
import { sharedDir } from '../../helpers/shared'

const shared = sharedDir()
const folder = join(shared ?? '', 'reference/saliency')
const LABELS = 7
const clips = shared ? readdirSync(folder).filter(name => /^clip\d$/.test(name)) : []

/** Float64 logits of the same weights in torch; ONNX Runtime in Python is within 3e-7 of them (relative to the largest). */
describe.runIf(shared)('engine/models, logits on the reference inputs', () => {
  it.each([
    ['trained.onnx', 'logits.npy'],
    ['random.onnx', 'random_logits.npy'],
  ])('engine/models - %s: within 1e-6 of the largest logit, one clip at a time and repeated', async (model, file) => {
    expect(clips).toHaveLength(6)
    const session = await openModelSession(readFileSync(join(folder, model)), LABELS)
    for (const clip of clips) {
      const { shape, data } = readNpy(join(folder, clip, 'input.npy'))
      const expected = Array.from(readNpy(join(folder, clip, file)).data)
      const input = Float32Array.from(data)
      const logits = await session.forward(input, 1, shape[0], shape[1])
      const largest = Math.max(...expected.map(Math.abs))
      expect(logits).toHaveLength(LABELS)
      for (let i = 0; i < LABELS; i++) expect(Math.abs(logits[i] - expected[i]) / largest).toBeLessThanOrEqual(1e-6)
      expect(toPrediction(logits).predicted).toBe(expected.indexOf(Math.max(...expected)))
      expect(await session.forward(input, 1, shape[0], shape[1])).toEqual(logits)
    }
    await session.release()
  })

  it('engine/models - a clip’s logits do not depend on its company in a batch', async () => {
    const session = await openModelSession(readFileSync(join(folder, 'trained.onnx')), LABELS)
    const { shape, data } = readNpy(join(folder, 'clip4/input.npy'))
    const size = data.length
    const batch = new Float32Array(5 * size)
    for (let i = 0; i < 5; i++)
      for (let bin = 0; bin < size; bin++) batch[i * size + bin] = i === 2 ? data[bin] : data[(bin * 7 + i) % size]
    const alone = await session.forward(Float32Array.from(data), 1, shape[0], shape[1])
    const together = await session.forward(batch, 5, shape[0], shape[1])
    for (let i = 0; i < LABELS; i++) expect(together[2 * LABELS + i]).toBeCloseTo(alone[i], 5)
    await session.release()
  })
})
