import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CueScopeError } from '#engine/base/errors'
import type { Matrix } from '#engine/base/matrix'
import { createNode } from '#engine/onnx/graph'
import { readGraph } from '#engine/onnx/read-graph'
import { float32, int64 } from '#engine/onnx/tensor'
import type { OpenGraph } from '#engine/onnx/runner'
import { writeGraph } from '#engine/onnx/write-graph'
import { channelPeaks } from '#engine/saliency/reference-clips'
import { concepts, conceptDefaults } from '#engine/saliency/crp'
import { complexity, sparseness } from '#engine/saliency/faithfulness/concentration'
import { energyOrder, orderOf, randomScores, removalScores } from '#engine/saliency/faithfulness/faithfulness'
import { linearLayerCount, redrawWeights } from '#engine/saliency/faithfulness/redraw-weights'
import { blockSums } from '#engine/saliency/faithfulness/removal-curves'
import { stability } from '#engine/saliency/faithfulness/stability'
import { subsetAgreement } from '#engine/saliency/faithfulness/subset-agreement'
import { GraphCache } from '#engine/saliency/graph-cache'
import { names } from '#engine/saliency/graph-names'
import { gaussLegendre } from '#engine/saliency/integrated-gradients'
import { composites } from '#engine/saliency/lrp/composites'
import { writeRelevanceGraph } from '#engine/saliency/lrp/write-relevance'
import { coarser, patchGrid } from '#engine/saliency/patches'
import { createRandom, shuffled } from '#engine/stats/random'
import { spearman } from '#engine/stats/ranks'
import { saliencyMethods } from '#engine/saliency/registry'
import { relevanceDefaults, relevanceMap } from '#engine/saliency/relevance-map'
import { bandNoise, blur, perBand } from '#engine/saliency/replacement'
import { rise } from '#engine/saliency/rise'
import type { Forward } from '#engine/saliency/saliency'
import { createSubject, graphOf, oneHot, type Question, type Subject } from '#engine/saliency/subject'
import { deviation } from '../../helpers/deviation'
import { modelSubject } from '../../helpers/model-subject'
import { openOnnx } from '../../helpers/onnx-session'
import { goldenNetworks } from '../../helpers/saliency-goldens'

const [resnet] = goldenNetworks()
const logMel: Matrix = { data: resnet.array('input').data, rows: 16, cols: 37 }
const question: Question = { logMel, target: oneHot(resnet.target, 4), replacement: perBand(new Float32Array(16), 37) }
let subject: Subject & { close(): Promise<void> }
beforeAll(async () => {
  subject = await modelSubject(resnet.bytes)
})
afterAll(() => subject.close())

/** A model whose one logit is a weighted sum of the bins: what each bin is worth is known. */
const worth = Float32Array.from({ length: 16 * 37 }, (_, i) => Math.sin(i * 1.7) * (i % 37 < 18 ? 1 : 0.1))
const linear: Forward = async (batch, n) =>
  Float32Array.from({ length: n }, (_, row) => worth.reduce((sum, w, i) => sum + w * batch[row * worth.length + i], 0))
const contributions: Matrix = { ...logMel, data: worth.map((w, i) => w * logMel.data[i]) }
const blocks = patchGrid(16, 37, { patchMels: 4, patchFrames: 5, strideMels: 4, strideFrames: 5 })

describe('engine/saliency - methods through one door', () => {
  it.each(Object.values(saliencyMethods))('$key gives a finite map of the log-Mel', async method => {
    const settings = method.key === 'rise' ? { ...method.defaults, masks: 20 } : method.defaults
    const { map, logits } = await method.explain(subject, question, settings as never)
    expect([map.rows, map.cols, map.data.length]).toEqual([16, 37, 16 * 37])
    expect(map.data.every(Number.isFinite)).toBe(true)
    expect(map.data.some(value => value !== 0)).toBe(true)
    expect(Math.max(...logits.map((value, i) => Math.abs(value - resnet.array('logits').data[i])))).toBeLessThan(1e-5)
  })

  it('an operator that no rule is known for is named, and occlusion still offered', async () => {
    const graph = readGraph(resnet.bytes)
    const relu = graph.nodes.find(node => node.op === 'Relu')!
    const foreign = writeGraph({
      ...graph,
      nodes: graph.nodes.map(node => (node === relu ? createNode('Softsign', node.inputs, node.outputs) : node)),
    })
    const other = await modelSubject(foreign)
    await expect(relevanceMap(other, question)).rejects.toThrow(/Softsign/)
    const { map, facts } = await saliencyMethods.occlusion.explain(other, question, saliencyMethods.occlusion.defaults)
    expect(map.data.some(value => value !== 0)).toBe(true)
    expect(facts.isPacked).toBe(0)
    await other.close()
  })

  it('a model of fixed shape, one clip at a time, is explained as well; one of eight clips is refused by name', async () => {
    const graph = readGraph(resnet.bytes)
    const fixed = (batch: number): Uint8Array =>
      writeGraph({ ...graph, inputs: [{ ...graph.inputs[0], dims: [batch, 1, 16, 37] }] })
    const plain = await openOnnx(fixed(1))
    const one: Forward = async (batch, n) => {
      const rows: number[] = []
      for (let row = 0; row < n; row++) {
        const outputs = await plain.run({ logmel: float32([1, 1, 16, 37], batch.slice(row * 592, (row + 1) * 592)) })
        rows.push(...(outputs.logits.data as Float32Array))
      }
      return Float32Array.from(rows)
    }
    const cache = new GraphCache(openOnnx)
    const single = createSubject({ bytes: fixed(1), modelHash: 'single', forward: one, cache })
    for (const key of ['occlusion', 'lrp', 'crp', 'integrated-gradients'] as const) {
      const method = saliencyMethods[key]
      const [seen, expected] = [
        await method.explain(single, question, method.defaults as never),
        await method.explain(subject, question, method.defaults as never),
      ]
      expect(deviation(seen.map.data, expected.map.data).worst, key).toBeLessThan(1e-4)
    }
    expect(createSubject({ bytes: fixed(8), modelHash: 'eight', forward: one, cache }).model).toMatchObject({
      code: 'fixed-batch',
    })
    await cache.close()
    await plain.release()
  })

  it('a file that is no model at all still has a subject, whose obstacle is told per method', () => {
    const cache = new GraphCache(openOnnx)
    const none = createSubject({ bytes: Uint8Array.of(1, 2, 3), modelHash: 'x', forward: linear, cache })
    expect(none.model).toBeInstanceOf(CueScopeError)
    const offered = Object.values(saliencyMethods).filter(({ needsGraph }) => !needsGraph)
    expect(offered.map(({ key }) => key)).toEqual(['occlusion', 'rise'])
    expect(() => graphOf(none)).toThrow(CueScopeError)
  })

  it('a relevance of zero everywhere gives a map of zeros, not an error', async () => {
    const silent = { ...question, target: new Float32Array(4) }
    const { map, facts } = await relevanceMap(subject, silent)
    expect(map.data.every(value => value === 0)).toBe(true)
    expect(facts.share).toBe(0)
    const found = await concepts(subject, silent, { ...conceptDefaults, layer: resnet.conceptLayer })
    expect(found.concepts.every(({ share }) => share === 0)).toBe(true)
  })

  it('explanation graphs run at any length, several clips at once', async () => {
    const model = graphOf(subject)
    const graph = await openOnnx(
      writeRelevanceGraph(model, { composite: composites['epsilon-plus-flat'], start: 'logit', layers: [] }),
    )
    const random = createRandom(9)
    for (const frames of [16, 17, 61]) {
      const batch = Float32Array.from({ length: 2 * 16 * frames }, () => random.normal())
      const target = Float32Array.from([1, 0, 0, 0, 0, 0, 1, 0])
      const together = await graph.run({
        logmel: float32([2, 1, 16, frames], batch),
        [names.target]: float32([2, 4], target),
      })
      const second = await graph.run({
        logmel: float32([1, 1, 16, frames], batch.subarray(16 * frames)),
        [names.target]: float32([1, 4], target.subarray(4)),
      })
      const alone = second[names.map].data as Float32Array
      const part = (together[names.map].data as Float32Array).subarray(16 * frames)
      expect(alone.length).toBe(16 * frames)
      expect(Math.max(...alone.map((value, i) => Math.abs(value - part[i])))).toBeLessThan(1e-5)
    }
    await graph.release()
  })
})

describe('engine/saliency - graph cache', () => {
  it('writes and opens once per key, keeps the latest, closes all', async () => {
    const events: string[] = []
    const open = async (bytes: Uint8Array): Promise<OpenGraph> => {
      events.push(`open ${bytes[0]}`)
      return { run: async () => ({ n: int64([bytes[0]]) }), release: async () => void events.push(`close ${bytes[0]}`) }
    }
    const cache = new GraphCache(open, 2)
    for (const key of [1, 2, 1, 3, 1]) await cache.get(`key ${key}`, () => Uint8Array.of(key))
    expect(events).toEqual(['open 1', 'open 2', 'open 3', 'close 2'])
    await expect(
      cache.get('bad', () => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await cache.close()
    expect(events.slice(4).sort()).toEqual(['close 1', 'close 3'])
  })
})

describe('engine/saliency - RISE and patches', () => {
  it('RISE ranks bins of a linear model by what they are worth', async () => {
    const { map } = await rise({
      forward: linear,
      logMel,
      replacement: question.replacement,
      score: logits => logits[0],
      masks: 3000,
      grid: [16, 37],
    })
    expect(spearman(map.data, contributions.data)).toBeGreaterThan(0.5)
  })

  it('coarser patches cost about the square less', () => {
    const fine = { patchMels: 4, patchFrames: 5, strideMels: 2, strideFrames: 2 }
    expect(patchGrid(64, 400, fine).length / patchGrid(64, 400, coarser(fine, 3)).length).toBeGreaterThan(8)
  })

  it('noise keeps each band its mean and spread; a blur keeps the mean', () => {
    const wide: Matrix = {
      data: Float32Array.from({ length: 4000 }, (_, i) => (i < 2000 ? 5 : -3) + Math.sin(i)),
      rows: 2,
      cols: 2000,
    }
    const noise = bandNoise(wide, 1)
    const mean = noise.data.slice(0, 2000).reduce((sum, value) => sum + value, 0) / 2000
    expect(mean).toBeCloseTo(5, 0)
    const blurred = blur({ data: Float32Array.from([0, 0, 9, 0, 0]), rows: 1, cols: 5 }, 1)
    expect([...blurred.data]).toEqual([0, 3, 3, 3, 0])
  })

  it('Gauss-Legendre integrates polynomials exactly', () => {
    const { nodes, weights } = gaussLegendre(5)
    for (let power = 0; power < 10; power++) {
      expect(nodes.reduce((sum, x, i) => sum + weights[i] * x ** power, 0)).toBeCloseTo(1 / (power + 1), 12)
    }
    expect(nodes[0]).toBeCloseTo(0.04691007703066802, 14)
  })
})

describe('engine/saliency - faithfulness', () => {
  const input = {
    forward: linear,
    logMel,
    replacement: question.replacement,
    blocks,
    score: (l: Float32Array) => l[0],
  }

  it('for a linear model the true contributions beat random and energy order, and the areas are what they must be', async () => {
    const removal = { ...input, steps: blocks.length }
    const map = await removalScores(removal, orderOf(contributions, blocks))
    const random = await randomScores(removal, 10, 1)
    const energy = await removalScores(removal, energyOrder(logMel, blocks))
    expect(map.deletion).toBeLessThan(random.deletion)
    expect(map.deletion).toBeLessThan(energy.deletion)
    expect(map.insertion).toBeGreaterThan(random.insertion)
    expect(map.abpc).toBeGreaterThan(0)
    // Replaced by zero, a linear model's score is what is left: the curve follows from the sorted block sums.
    const sums = [...blockSums(contributions, blocks)].sort((a, b) => b - a)
    const total = sums.reduce((a, b) => a + b, 0)
    const left = sums.reduce((scores, sum) => [...scores, scores[scores.length - 1] - sum], [total])
    map.curves.deletion.scores.forEach((score, i) => expect(score).toBeCloseTo(left[i], 3))
    const area =
      left.reduce((sum, score, i) => sum + (i === 0 || i === left.length - 1 ? score / 2 : score), 0) / blocks.length
    expect(map.deletion).toBeCloseTo(area, 3)
    // Removing and putting back the same blocks of a linear model mirror each other.
    map.curves.insertion.scores.forEach((score, i) => expect(score).toBeCloseTo(total - left[i], 3))
    expect(map.aopc).toBeCloseTo(left.reduce((sum, score) => sum + total - score, 0) / left.length, 3)
  })

  it('least relevant first is the insertion seen from its other end', async () => {
    const order = orderOf(contributions, blocks)
    const { leastFirst } = (await removalScores({ ...input, steps: 7 }, order)).curves
    const { deletion } = (await removalScores({ ...input, steps: 7 }, Array.from(order).reverse())).curves
    // Where the steps fall on half a block the two ends round to different blocks: one block at the most.
    const block = Math.max(...blockSums(contributions, blocks).map(Math.abs))
    leastFirst.scores.forEach((score, i) => expect(Math.abs(score - deletion.scores[i])).toBeLessThanOrEqual(block))
    expect([leastFirst.shares[0], leastFirst.shares.at(-1)]).toEqual([0, 1])
  })

  it('a block cut at the edge is no quiet one: energy order goes by the mean', () => {
    const levels = { data: Float32Array.from([-10, -10, -90, -90, -50]), rows: 1, cols: 5 }
    const pairs = patchGrid(1, 5, { patchMels: 1, patchFrames: 2, strideMels: 1, strideFrames: 2 })
    expect([...energyOrder(levels, pairs)]).toEqual([0, 2, 1])
  })

  it('random sets: true contributions tell every fall, others do not, and the scale of a map is no matter', async () => {
    const own = await subsetAgreement(input, contributions, 8, 100, 1)
    expect(own.correlation).toBeCloseTo(1, 5)
    expect(own.infidelity).toBeLessThan(1e-6)
    const random = createRandom(2)
    const other = { ...logMel, data: logMel.data.map(() => random.normal()) }
    const found = await subsetAgreement(input, other, 8, 100, 1)
    expect(Math.abs(found.correlation!)).toBeLessThan(0.5)
    const larger = await subsetAgreement(input, { ...other, data: other.data.map(v => 1000 * v) }, 8, 100, 1)
    expect(larger.infidelity).toBeCloseTo(found.infidelity!, 5)
    // The same sets by hand: a linear model falls by what they held.
    const sets = createRandom(1)
    const [said, fell] = [blockSums(other, blocks), blockSums(contributions, blocks)]
    const pairs = Array.from({ length: 100 }, () => {
      const chosen = [...shuffled(blocks.length, sets).slice(0, 8)]
      const sum = (values: Float64Array): number => chosen.reduce((total, block) => total + values[block], 0)
      return [sum(said), sum(fell)]
    })
    const factor = pairs.reduce((t, [a, b]) => t + a * b, 0) / pairs.reduce((t, [a]) => t + a * a, 0)
    const miss = pairs.reduce((t, [a, b]) => t + (factor * a - b) ** 2, 0) / pairs.length
    expect(found.infidelity).toBeCloseTo(miss, 3)
  })

  it('a flat score correlates with nothing; a map of zeros says nothing', async () => {
    const flat = { ...input, forward: async (_: Float32Array, n: number) => new Float32Array(n) }
    expect(await subsetAgreement(flat, contributions, 8, 20, 1)).toEqual({ correlation: null, infidelity: 0 })
    const zeros = { ...logMel, data: new Float32Array(logMel.data.length) }
    expect(await subsetAgreement(input, zeros, 8, 20, 1)).toEqual({ correlation: null, infidelity: null })
  })

  it('sparseness and complexity by their formulas', () => {
    expect(sparseness([0, 0, 0, -7])).toBeCloseTo(0.75, 12)
    expect(sparseness([1, -1, 1, 1])).toBeCloseTo(0, 12)
    expect(sparseness([1, 2, 3])).toBeCloseTo((-2 * 1 + 0 * 2 + 2 * 3) / (3 * 6), 12)
    expect(complexity([1, 1, -1, 1])).toBeCloseTo(Math.log(4), 12)
    expect(complexity([0, 0, 5])).toBe(0)
    expect([sparseness([0, 0]), complexity([0, 0])]).toEqual([null, null])
  })

  it('a model with re-drawn weights gives another map; the seed decides it', async () => {
    const model = graphOf(subject)
    const mapOf = async (other: typeof model): Promise<Float32Array> => {
      const graph = await openOnnx(
        writeRelevanceGraph(other, { composite: composites.epsilon, start: 'one', layers: [] }),
      )
      const outputs = await graph.run({
        logmel: float32([1, 1, 16, 37], logMel.data),
        [names.target]: float32([1, 4], question.target),
      })
      await graph.release()
      return outputs[names.map].data as Float32Array
    }
    const own = await mapOf(model)
    const all = linearLayerCount(model)
    expect(all).toBe(11)
    const cascade = await mapOf(redrawWeights(model, { fromTop: all }, 7))
    expect(Math.abs(spearman(own, cascade)!)).toBeLessThan(0.5)
    expect(await mapOf(redrawWeights(model, { fromTop: all }, 7))).toEqual(cascade)
    expect(await mapOf(redrawWeights(model, { only: 3 }, 7))).not.toEqual(own)
    expect(await mapOf(redrawWeights(model, { fromTop: 0 }, 7))).toEqual(own)
  })

  it('stability of a linear model is what its map changes by', async () => {
    const explain = async (m: Matrix): Promise<{ map: Matrix; label: number }> => ({
      map: { ...m, data: m.data.map((v, i) => v * worth[i]) },
      label: 0,
    })
    const found = await stability({ logMel, explain, noise: 0.1, samples: 5 })
    expect(found.relabelled).toBe(0)
    expect(found.maxSensitivity).toBeGreaterThan(0.03)
    expect(found.maxSensitivity).toBeLessThan(0.3)
    expect(found.lipschitz).toBeLessThanOrEqual(1)
    const fickle = await stability({
      logMel,
      explain: async m => ({ map: m, label: m === logMel ? 0 : 1 }),
      samples: 3,
    })
    expect(fickle).toEqual({ maxSensitivity: null, lipschitz: null, relabelled: 3 })
  })
})

describe('engine/saliency - two maps together', () => {
  it('rank correlation with ties, as scipy.stats.spearmanr gives it', () => {
    expect(spearman([1, 2, 2, 4, 5], [2, 1, 3, 5, 5])).toBeCloseTo(0.7894736842105264, 12)
  })
})

describe('engine/saliency - reference clips', () => {
  it('peaks of every channel: shares, largest activation, and the frames its cell sees', async () => {
    const peaks = await channelPeaks(subject, question, resnet.conceptLayer, relevanceDefaults)
    const expected = resnet.array('crp concepts').data
    const magnitude = expected.reduce((sum, value) => sum + Math.abs(value), 0)
    peaks.relevance.forEach((share, channel) => expect(share).toBeCloseTo(expected[channel] / magnitude, 5))
    // With everything outside those frames taken away, the most active cell still holds what it held.
    const channel = 3
    const [from, to] = peaks.activeFrames.subarray(2 * channel, 2 * channel + 2)
    const cut = { ...logMel, data: logMel.data.map((value, i) => (i % 37 >= from && i % 37 < to ? value : 0)) }
    const again = await channelPeaks(subject, { ...question, logMel: cut }, resnet.conceptLayer, relevanceDefaults)
    expect(again.activation[channel]).toBeGreaterThan(peaks.activation[channel] - 1e-5)
    expect([peaks.relevantFrames.length, peaks.activeFrames.length]).toEqual([2 * expected.length, 2 * expected.length])
    for (const frames of [peaks.relevantFrames, peaks.activeFrames])
      for (let i = 0; i < frames.length; i += 2) {
        expect(frames[i]).toBeGreaterThanOrEqual(0)
        expect(frames[i + 1]).toBeLessThanOrEqual(37)
        expect(frames[i + 1]).toBeGreaterThan(frames[i])
      }
  })
})
