import { describe, expect, it } from 'vitest'
import type { Matrix } from '#engine/base/matrix'
import { occludedLogits } from '#engine/saliency/occlude'
import { packWindows } from '#engine/saliency/pack-windows'
import { patchGrid } from '#engine/saliency/patches'
import { plainLogits } from '#engine/saliency/plain-occlusion'
import { createRandom, type Random } from '#engine/saliency/random'
import { bandNoise } from '#engine/saliency/replacement'
import { columnsTouched } from '#engine/saliency/time-reach'
import { modelSubject } from '../../helpers/model-subject'
import { randomCnn } from '../../helpers/random-cnn'

const MELS = 20
const LABELS = 3

describe('engine/saliency - packed occlusion', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'equals running random network %i for every window',
    async seed => {
      const random = createRandom(seed + 100)
      const subject = await modelSubject(randomCnn(random, MELS, LABELS))
      for (const frames of [17, 48 + random.integer(20), 120]) {
        const logMel = noise(random, frames)
        const question = { logMel, target: new Float32Array(LABELS), replacement: bandNoise(logMel, seed) }
        // Up to the last frame: the grid's last window overhangs the clip.
        const patches = patchGrid(MELS, frames, { patchMels: 7, patchFrames: 6, strideMels: 6, strideFrames: 5 })
        const packed = await occludedLogits(subject, question, patches)
        const plain = await plainLogits({ ...question, forward: subject.forward }, patches)
        expect(packed.isPacked).toBe(true)
        expect(largestDifference([packed.base], [plain.base])).toBeLessThan(1e-5)
        expect(largestDifference(packed.occluded, plain.occluded)).toBeLessThan(1e-5)
        // Occluding does something: else anything would equal anything.
        expect(
          largestDifference(
            plain.occluded,
            patches.map(() => plain.base),
          ),
        ).toBeGreaterThan(1e-4)
      }
      await subject.close()
    },
  )

  it('windows of a run touch no common column, every window runs once, and runs are as few as can be', () => {
    const random = createRandom(3)
    const windows = Array.from({ length: 200 }, () => {
      const first = random.integer(50)
      return { first, last: first + random.integer(6) }
    })
    const runs = packWindows(windows)
    expect(runs.flat().length).toBe(200)
    expect(new Set(runs.flat()).size).toBe(200)
    for (const run of runs) for (let i = 1; i < run.length; i++) expect(run[i].first).toBeGreaterThan(run[i - 1].last)
    const depth = Math.max(
      ...Array.from({ length: 60 }, (_, c) => windows.filter(w => w.first <= c && c <= w.last).length),
    )
    expect(runs.length).toBe(depth)
  })

  it('columns touched are those whose frames meet the window', () => {
    const reach = { step: 8, first: -20, last: 20 }
    for (let start = 0; start < 100; start += 3) {
      const columns = Array.from({ length: 14 }, (_, j) => j).filter(
        j => j * 8 - 20 < start + 15 && j * 8 + 20 >= start,
      )
      expect(columnsTouched(reach, start, start + 15, 14)).toEqual({ first: columns[0], last: columns.at(-1) })
    }
  })
})

function noise(random: Random, frames: number): Matrix {
  return { data: Float32Array.from({ length: MELS * frames }, () => random.normal()), rows: MELS, cols: frames }
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return Math.max(...a.flatMap((logits, i) => Array.from(logits, (value, c) => Math.abs(value - b[i][c]))))
}
