import { describe, expect, it } from 'vitest'
import type { FaithfulnessResult } from '#contracts/experiments/faithfulness'
import { faithfulnessMetrics } from '#contracts/experiments/faithfulness'
import type { Judgement } from '#contracts/judgement'
import { areaPath, curvePath } from '../../src-renderer/canvas/curve-path'
import { metricColumns, metricRows } from '../../src-renderer/text/faithfulness'
import { concentrationWords, findings } from '../../src-renderer/text/judgement'
import { providerWords } from '../../src-renderer/text/providers'

const removal = (deletion: number, insertion: number): Judgement['map'] => ({ deletion, insertion, aopc: 0, abpc: 0 })
const curve = { shares: [0, 1], scores: [1, 0] }
const judgement: Judgement = {
  ...{ map: removal(0.31, 0.8), random: removal(0.52, 0.5), energy: removal(0.45, 0.6) },
  curves: { deletion: curve, insertion: curve, leastFirst: curve },
  ...{ sparseness: 0.9, complexity: 5, maxSensitivity: 0.1, redrawnSpearman: 0.05, correlation: 0.5, infidelity: 0.1 },
}
const tones = (changes: Partial<Judgement>): Record<string, string> =>
  Object.fromEntries(findings({ ...judgement, ...changes }).map(one => [one.name, one.tone]))

describe('renderer/what a judgement says', () => {
  it('of a good map: all is well, with the figures', () => {
    expect(tones({})).toEqual({ removal: 'good', return: 'good', stability: 'good', randomisation: 'good' })
    expect(findings(judgement)[0].words).toBe(
      'Taking away what this map points at lowers the score more than random order: 0.31 against 0.52; loudest first: 0.45.',
    )
  })

  it('a map no better than random order, or than loudness, is doubted', () => {
    expect(tones({ random: removal(0.31, 0.5) }).removal).toBe('doubt')
    const byLoudness = findings({ ...judgement, energy: removal(0.3, 0.6) })[0]
    expect(byLoudness).toMatchObject({ tone: 'doubt', title: 'No better than loudness' })
    expect(tones({ energy: removal(0.45, 0.9) }).return).toBe('doubt')
  })

  it('a map that a model without knowledge gives too is doubted; a likeness in part is told', () => {
    expect(tones({ redrawnSpearman: 0.9 }).randomisation).toBe('doubt')
    expect(tones({ redrawnSpearman: 0.5 }).randomisation).toBe('plain')
    expect(tones({ redrawnSpearman: -0.4 }).randomisation).toBe('good')
    expect(tones({ redrawnSpearman: null }).randomisation).toBe('plain')
  })

  it('a map that wavers, or a decision that does, is doubted', () => {
    expect(tones({ maxSensitivity: 0.8 }).stability).toBe('doubt')
    expect(findings({ ...judgement, maxSensitivity: null })[2].title).toBe('The decision itself is not steady')
  })

  it('says how its weight is spread, and nothing of a map of zeros', () => {
    expect(concentrationWords(judgement)).toMatch(/few places: Gini coefficient 0.90/)
    expect(concentrationWords({ ...judgement, sparseness: null })).toBe('')
  })

  it('curves fill the box, 0 at its lower left', () => {
    expect(curvePath(curve, 100, 50)).toBe('M0.0 0.0L100.0 50.0')
    expect(areaPath(curve, 100, 50)).toBe('M0.0 0.0L100.0 50.0L100.0 50L0 50Z')
    expect(areaPath({ shares: [], scores: [] }, 100, 50)).toBe('')
  })
})

describe('renderer/the maps of a data set', () => {
  const estimate = (mean: number): { clips: number; mean: number; sd: number; low: number; high: number } => ({
    ...{ clips: 50, mean, sd: 0.1, low: mean - 0.05, high: mean + 0.05 },
  })
  const paired = (mean: number, beats: number) => ({ ...estimate(mean), beats })
  const result: FaithfulnessResult = {
    ...{ kind: 'faithfulness', clips: 50 },
    methods: [
      {
        method: 'occlusion',
        metrics: [
          { metric: 'deletion', ...estimate(0.2), overRandom: paired(-0.3, 0.9), overEnergy: paired(-0.1, 0.7) },
          { metric: 'insertion', ...estimate(0.5), overRandom: paired(0.02, 0.55), overEnergy: null },
          { metric: 'maxSensitivity', ...estimate(0.3), overRandom: null, overEnergy: null },
        ],
      },
    ],
    controls: [{ control: 'random', metrics: [{ metric: 'deletion', ...estimate(0.5) }] }],
  }
  const rows = metricRows(result)

  it('better than random order beyond doubt is told from not', () => {
    const [away, back, , wavers] = rows[0].cells
    expect([away?.beatsRandom, back?.beatsRandom, wavers?.beatsRandom]).toEqual([true, false, null])
    expect(away).toMatchObject({ mean: '0.20', interval: '0.15…0.25' })
    expect(away?.words).toMatch(/better than random order on 90 % of the clips/)
  })

  it('a figure that is not there is none, and controls stand below', () => {
    expect(rows[0].cells[4]).toBeNull()
    expect(rows[1]).toMatchObject({ name: 'Random order', isControl: true })
    expect(rows[1].cells[1]).toBeNull()
  })

  it('what is good is what the engine says is good', () => {
    for (const { metric, good } of metricColumns) expect(faithfulnessMetrics[metric]).toBe(good)
  })
})

describe('renderer/what ran a model', () => {
  const report = { asked: 'cpu', used: 'cpu', deviation: null, speedup: null, passedOver: [] } as const

  it('says what was asked for where it is something else, how fast it is and how far off', () => {
    expect(providerWords(null)).toEqual(['It has not started yet.'])
    expect(providerWords({ ...report, passedOver: [] })).toEqual(['It ran on the processor, as was asked.'])
    expect(providerWords({ ...report, passedOver: [] }, true)).toEqual(['It runs on the processor, as was asked.'])
    const words = providerWords({ asked: 'auto', used: 'webgpu', deviation: 2e-5, speedup: 3.14, passedOver: [] })
    expect(words[0]).toBe('It ran on the graphics card, by WebGPU, asked for was whichever is fastest and right.')
    expect(words.slice(1).join(' ')).toMatch(/3\.1 times as fast.* at most 2e−5 of/)
  })
})
