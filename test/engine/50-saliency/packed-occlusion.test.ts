import { describe, expect, it } from 'vitest'
import type { Matrix } from '#engine/base/matrix'
import { chooseCuts, possibleCuts } from '#engine/saliency/cuts'
import { occludedLogits, packedTrunk } from '#engine/saliency/occlude'
import { packWindows } from '#engine/saliency/pack-windows'
import { patchGrid } from '#engine/saliency/patches'
import { plainLogits } from '#engine/saliency/plain-occlusion'
import { createRandom, type Random } from '#engine/stats/random'
import { bandNoise } from '#engine/saliency/replacement'
import { placesTouched, type Span } from '#engine/saliency/reach'
import { graphOf } from '#engine/saliency/subject'
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

  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'random network %i gives the same wherever its trunk is cut',
    async seed => {
      const random = createRandom(seed + 100)
      const subject = await modelSubject(randomCnn(random, MELS, LABELS))
      const model = graphOf(subject)
      const trunk = packedTrunk(subject)!
      for (const frames of [17, 95]) {
        const logMel = noise(random, frames)
        const question = { logMel, target: new Float32Array(LABELS), replacement: bandNoise(logMel, seed) }
        const patches = patchGrid(MELS, frames, { patchMels: 5, patchFrames: 6, strideMels: 4, strideFrames: 5 })
        const plain = await plainLogits({ ...question, forward: subject.forward }, patches)
        const all = possibleCuts(model, trunk, frames)
        expect(all.length).toBeGreaterThan(1)
        const third = all.filter((_, i) => i % 3 === 0).slice(0, 4)
        for (const cuts of [...all.map(cut => [cut]), third, all.slice(-4)]) {
          const packed = await occludedLogits(subject, question, patches, { cuts })
          expect(packed.isPacked).toBe(true)
          expect(largestDifference(packed.occluded, plain.occluded)).toBeLessThan(1e-5)
        }
        // In several passes, some of a few windows only.
        const inPasses = await occludedLogits(subject, question, patches, { cuts: third, valuesKept: 2000 })
        expect(inPasses.occluded.length).toBe(patches.length)
        expect(largestDifference(inPasses.occluded, plain.occluded)).toBeLessThan(1e-5)
      }
      await subject.close()
    },
  )

  it('is cut where early layers take more windows a run, unless one run does for all', async () => {
    const chosen: number[] = []
    for (let seed = 0; seed < 20; seed++) {
      const subject = await modelSubject(randomCnn(createRandom(seed + 100), 64, LABELS))
      const [model, trunk] = [graphOf(subject), packedTrunk(subject)!]
      const order = possibleCuts(model, trunk, 200).map(({ tensor }) => tensor)
      const small = { patchMels: 4, patchFrames: 4, strideMels: 4, strideFrames: 4 }
      const cuts = chooseCuts(model, trunk, patchGrid(64, 200, small), 200).map(({ tensor }) => tensor)
      expect(order.filter(tensor => cuts.includes(tensor))).toEqual(cuts)
      chosen.push(cuts.length)
      expect(chooseCuts(model, trunk, [{ mel: 0, frame: 0, melEnd: 64, frameEnd: 200 }], 200)).toEqual([])
      await subject.close()
    }
    expect(chosen).toContain(0)
    expect(Math.max(...chosen)).toBeGreaterThan(0)
  })

  it('reports progress from 0 to 1, and stops when told to', async () => {
    const random = createRandom(4)
    const subject = await modelSubject(randomCnn(random, MELS, LABELS))
    const logMel = noise(random, 2000)
    const question = { logMel, target: new Float32Array(LABELS), replacement: bandNoise(logMel, 1) }
    const patches = patchGrid(MELS, 2000, { patchMels: 3, patchFrames: 3, strideMels: 2, strideFrames: 2 })
    const cuts = possibleCuts(graphOf(subject), packedTrunk(subject)!, 2000).slice(0, 1)
    const shares: number[] = []
    const { base } = await occludedLogits(subject, { ...question, onProgress: share => shares.push(share) }, patches, {
      cuts,
    })
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares[0]).toBeLessThan(0.5)
    expect(shares.at(-1)).toBe(1)
    let calls = 0
    const isCancelled = (): boolean => ++calls > 2
    const stopped = await occludedLogits(subject, { ...question, isCancelled }, patches, { cuts })
    expect(stopped.occluded.every(logits => logits.every((value, i) => value === base[i]))).toBe(true)
    await subject.close()
  })

  it('windows of a run touch no common cell, and every window runs once', () => {
    const random = createRandom(3)
    const span = (count: number, width: number): Span => {
      const first = random.integer(count)
      return { first, last: Math.min(count - 1, first + random.integer(width)) }
    }
    const windows = Array.from({ length: 300 }, () => ({ rows: span(8, 6), columns: span(50, 6) }))
    const runs = packWindows(windows)
    expect(new Set(runs.flat())).toEqual(new Set(windows))
    expect(runs.flat().length).toBe(300)
    for (const run of runs) {
      const cells = run.flatMap(({ rows, columns }) =>
        places(rows).flatMap(row => places(columns).map(column => row * 50 + column)),
      )
      expect(new Set(cells).size).toBe(cells.length)
    }
    expect(runs.length).toBeLessThan(60)
  })

  it('places touched are those whose reach meets the window', () => {
    const reach = { step: 8, first: -20, last: 20 }
    for (let start = 0; start < 100; start += 3) {
      const touched = places({ first: 0, last: 13 }).filter(j => j * 8 - 20 < start + 15 && j * 8 + 20 >= start)
      expect(placesTouched(reach, start, start + 15, 14)).toEqual({ first: touched[0], last: touched.at(-1) })
    }
  })
})

function places({ first, last }: Span): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function noise(random: Random, frames: number): Matrix {
  return { data: Float32Array.from({ length: MELS * frames }, () => random.normal()), rows: MELS, cols: frames }
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return Math.max(...a.flatMap((logits, i) => Array.from(logits, (value, c) => Math.abs(value - b[i][c]))))
}
