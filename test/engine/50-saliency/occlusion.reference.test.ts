import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OcclusionSettings } from '#contracts/settings'
import type { Matrix } from '#engine/base/matrix'
import { openModelSession, type ModelSession } from '#engine/models/session'
import { occlude, occludedLogits, patchesOf, type OcclusionInput } from '#engine/saliency/occlusion'
import { readNpy } from '../../helpers/npy'
import { sharedDir } from '../../helpers/shared'

const shared = sharedDir()
const folder = join(shared ?? '', 'reference/saliency')
const LABELS = 7

/** Captum's parameters; `fill` is a file of the reference, or 0. */
const cases: readonly { readonly name: string; readonly settings: OcclusionSettings; readonly isFloor: boolean }[] = [
  {
    name: 'occlusion_8x15_s4x8_base0',
    settings: { patchMels: 8, patchFrames: 15, strideMels: 4, strideFrames: 8, value: '0', score: 'logit' },
    isFloor: false,
  },
  {
    name: 'occlusion_64x15_s5_floor',
    settings: { patchMels: 64, patchFrames: 15, strideMels: 64, strideFrames: 5, value: 'floor', score: 'logit' },
    isFloor: true,
  },
]

const matrix = (file: string): Matrix => {
  const { shape, data } = readNpy(join(folder, file))
  return { data: Float32Array.from(data), rows: shape[0], cols: shape[1] }
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < b.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]))
  return largest
}

/** Occlusion against Captum's on the same ONNX weights. */
describe.runIf(shared)('engine/saliency, occlusion against captum', () => {
  let session: ModelSession
  beforeAll(async () => {
    session = await openModelSession(readFileSync(join(folder, 'trained.onnx')), LABELS)
  })
  afterAll(() => session.release())

  // Two clips keep it quick: the longest of all and the shortest.
  it.each(['clip0', 'clip4'].flatMap(clip => cases.map(chosen => [clip, chosen] as const)))(
    'engine/saliency - %s, $name: logits within 1e-5, map within 2e-5 of its largest value',
    async (clip, { name, settings, isFloor }) => {
      const logMel = matrix(`${clip}/input.npy`)
      const { data: logits } = readNpy(join(folder, clip, 'logits.npy'))
      const target = logits.indexOf(Math.max(...logits))
      const fill = isFloor
        ? Float32Array.from(readNpy(join(folder, 'baseline_floor.npy')).data)
        : new Float32Array(logMel.rows)
      const input: OcclusionInput = { logMel, forward: session.forward, target, settings, fill }

      const patches = patchesOf(logMel.rows, logMel.cols, settings)
      const reference = readNpy(join(folder, clip, `${name}_logits.npy`))
      expect(reference.shape).toEqual([patches.length, LABELS])
      const occluded = Float32Array.from((await occludedLogits(input, patches)).flatMap(row => [...row]))
      expect(largestDifference(occluded, reference.data)).toBeLessThanOrEqual(1e-5)

      const map = await occlude(input)
      const expected = Float32Array.from(readNpy(join(folder, clip, `${name}.npy`)).data)
      const peak = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
      expect(largestDifference(map.data, expected) / peak).toBeLessThanOrEqual(2e-5)
    },
  )
})
