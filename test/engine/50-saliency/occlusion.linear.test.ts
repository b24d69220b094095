import { describe, expect, it } from 'vitest'
import type { OcclusionSettings } from '#contracts/settings'
import type { Matrix } from '#engine/base/matrix'
import type { Forward } from '#engine/models/forward'
import { occlusion } from '#engine/saliency/occlude'
import { patchGrid as patchesOf } from '#engine/saliency/patches'
import { plainLogits } from '#engine/saliency/plain-occlusion'
import { perBand } from '#engine/saliency/replacement'
import { oneHot, type Subject } from '#engine/saliency/subject'
import { CueScopeError } from '#engine/base/errors'

const settings = (
  patch: [number, number],
  stride: [number, number],
  changes: Partial<OcclusionSettings> = {},
): OcclusionSettings => ({
  ...{ patchMels: patch[0], patchFrames: patch[1], strideMels: stride[0], strideFrames: stride[1] },
  ...{ value: '0', score: 'logit' },
  ...changes,
})

/** A model of which only `forward` is known: occlusion goes patch by patch. */
function occlude(input: {
  logMel: Matrix
  forward: Forward
  target: number
  settings: OcclusionSettings
  fill: Float32Array
}): Promise<Matrix> {
  const { logMel, forward, target, fill } = input
  const obstacle = new CueScopeError('unsupported-op', 'no graph')
  const subject: Subject = { forward, prepared: obstacle, model: obstacle, graph: () => Promise.reject(obstacle) }
  const question = { logMel, target: oneHot(target, target + 1), replacement: perBand(fill, logMel.cols) }
  return occlusion(subject, question, input.settings).then(({ map }) => map)
}

/** Integers, so that sums are exact. */
function integers(rows: number, cols: number, seed: number): Matrix {
  const data = Float32Array.from({ length: rows * cols }, (_, i) => ((i * 37 + seed * 11) % 13) - 6)
  return { data, rows, cols }
}

/** logit of label l = sum of weight_l x input: occluding takes away exactly what the patch holds. */
function linear(weights: readonly Matrix[]): { forward: Forward; batches: number[] } {
  const batches: number[] = []
  const forward: Forward = async (batch, n, mels, frames) => {
    batches.push(n)
    const size = mels * frames
    const out = new Float32Array(n * weights.length)
    for (let i = 0; i < n; i++)
      weights.forEach((weight, label) => {
        let sum = 0
        for (let bin = 0; bin < size; bin++) sum += weight.data[bin] * batch[i * size + bin]
        out[i * weights.length + label] = sum
      })
    return out
  }
  return { forward, batches }
}

/** The map of a linear model in closed form: a bin gets the mean, over the patches that cover it, of what they hold. */
function expectedMap(
  x: Matrix,
  weight: Matrix,
  fill: Float32Array,
  { patchMels, patchFrames, strideMels, strideFrames }: OcclusionSettings,
): number[] {
  const count = (length: number, patch: number, stride: number): number =>
    Math.max(1, Math.ceil((length - patch) / stride) + 1)
  const map: number[] = []
  for (let mel = 0; mel < x.rows; mel++)
    for (let frame = 0; frame < x.cols; frame++) {
      let [drops, covers] = [0, 0]
      for (let a = 0; a < count(x.rows, patchMels, strideMels); a++)
        for (let b = 0; b < count(x.cols, patchFrames, strideFrames); b++) {
          const [top, left] = [a * strideMels, b * strideFrames]
          if (mel < top || mel >= top + patchMels || frame < left || frame >= left + patchFrames) continue
          covers++
          for (let m = top; m < Math.min(x.rows, top + patchMels); m++)
            for (let f = left; f < Math.min(x.cols, left + patchFrames); f++)
              drops += weight.data[m * x.cols + f] * (x.data[m * x.cols + f] - fill[m])
        }
      map.push(covers === 0 ? 0 : drops / covers)
    }
  return map
}

describe('engine/saliency, occlusion of a linear model', () => {
  it.each([
    ['patches side by side', 6, 9, [2, 3], [2, 3]],
    ['overlapping patches', 8, 12, [4, 6], [2, 3]],
    ['the last patch overhangs', 7, 10, [3, 4], [2, 3]],
    ['single bins', 3, 4, [1, 1], [1, 1]],
    ['a patch larger than the clip', 3, 4, [8, 15], [4, 8]],
    ['strides above the patch leave gaps', 9, 13, [2, 2], [4, 5]],
    ['full-height windows', 5, 17, [5, 4], [5, 2]],
    ['more patches than a batch', 16, 30, [2, 3], [1, 2]],
  ] as const)('engine/saliency - %s: the map in closed form', async (_, rows, cols, patch, stride) => {
    const [x, weight, other] = [integers(rows, cols, 1), integers(rows, cols, 2), integers(rows, cols, 3)]
    const fill = Float32Array.from({ length: rows }, (_, mel) => mel - 2)
    const chosen = settings([...patch], [...stride])
    const { forward, batches } = linear([other, weight])
    const map = await occlude({ logMel: x, forward, target: 1, settings: chosen, fill })
    expect([map.rows, map.cols]).toEqual([rows, cols])
    const expected = expectedMap(x, weight, fill, chosen)
    // The map is float32.
    expected.forEach((value, bin) =>
      expect(Math.abs(map.data[bin] - value)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(value))),
    )
    expect(batches.reduce((sum, n) => sum + n, 0)).toBe(1 + patchesOf(rows, cols, chosen).length)
  })

  it('engine/saliency - patches: mel outer, time inner, cut at the edges', () => {
    const patches = patchesOf(5, 7, settings([3, 4], [2, 3]))
    expect(patches.map(({ mel, melEnd, frame, frameEnd }) => [mel, melEnd, frame, frameEnd])).toEqual([
      [0, 3, 0, 4],
      [0, 3, 3, 7],
      [2, 5, 0, 4],
      [2, 5, 3, 7],
    ])
    const overhanging = patchesOf(1, 8, settings([1, 4], [1, 3]))
    expect(overhanging.map(({ frame, frameEnd }) => [frame, frameEnd])).toEqual([
      [0, 4],
      [3, 7],
      [6, 8],
    ])
  })

  it('engine/saliency - every bin is covered as long as the stride is not above the patch', () => {
    for (const [mels, frames, patch, stride] of [
      [64, 200, [8, 15], [4, 8]],
      [63, 201, [8, 15], [8, 15]],
      [5, 3, [8, 15], [4, 8]],
      [64, 1, [1, 10], [1, 3]],
    ] as const) {
      const covered = new Uint8Array(mels * frames)
      for (const { mel, melEnd, frame, frameEnd } of patchesOf(mels, frames, settings([...patch], [...stride])))
        for (let m = mel; m < melEnd; m++) covered.fill(1, m * frames + frame, m * frames + frameEnd)
      expect(covered.every(Boolean)).toBe(true)
    }
  })

  it('engine/saliency - the drop of the probability, by hand for two labels', async () => {
    // One patch covers all: logits [2, 0] become [0, 0], so p falls from 1 / (1 + exp(-2)) to 1/2.
    const x: Matrix = { data: Float32Array.of(1, 1), rows: 1, cols: 2 }
    const { forward } = linear([
      { data: Float32Array.of(1, 1), rows: 1, cols: 2 },
      { data: Float32Array.of(0, 0), rows: 1, cols: 2 },
    ])
    const chosen = settings([1, 2], [1, 2], { score: 'probability' })
    const map = await occlude({ logMel: x, forward, target: 0, settings: chosen, fill: Float32Array.of(0) })
    const drop = 1 / (1 + Math.exp(-2)) - 0.5
    expect(map.data[0]).toBeCloseTo(drop, 7)
    expect(map.data[1]).toBe(map.data[0])
  })

  it('engine/saliency - each patch is occluded alone, in the order of the patches', async () => {
    const x = integers(4, 6, 5)
    const weight = integers(4, 6, 6)
    const patches = patchesOf(4, 6, settings([2, 2], [2, 2]))
    const { forward } = linear([weight])
    const fill = new Float32Array(4)
    const { occluded: logits } = await plainLogits({ logMel: x, forward, replacement: perBand(fill, x.cols) }, patches)
    const [full] = await forward(x.data, 1, 4, 6)
    patches.forEach((patch, i) => {
      let held = 0
      for (let m = patch.mel; m < patch.melEnd; m++)
        for (let f = patch.frame; f < patch.frameEnd; f++) held += weight.data[m * 6 + f] * x.data[m * 6 + f]
      expect(logits[i][0]).toBe(full - held)
    })
  })

  it('engine/saliency - the input is left as it was', async () => {
    const x = integers(4, 6, 7)
    const before = x.data.slice()
    await occlude({
      logMel: x,
      forward: linear([integers(4, 6, 8)]).forward,
      target: 0,
      settings: settings([2, 3], [1, 2]),
      fill: new Float32Array(4),
    })
    expect(x.data).toEqual(before)
  })
})
