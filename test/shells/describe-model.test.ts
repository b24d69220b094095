import { describe, expect, it } from 'vitest'
import type { CheckReport, ModelProposal } from '#contracts/model-wizard'
import { describeCheck, describeProposal } from '#shells/cli/describe-model'

const report: CheckReport = {
  ...{ kind: 'logits', tolerance: 0.05, largestDeviation: 2, isReproduced: false, labelOrder: null },
  ...{ tried: 9, hasRunOut: false, alternatives: [] },
  rows: [
    { label: 'angry', expected: 1.2, found: 3.2 },
    { label: 'calm', expected: 1.258, found: 1.258 },
    { label: 'sad', expected: -3, found: -3 },
  ],
}
const alternative = (largestDeviation: number, isReproduced: boolean): CheckReport['alternatives'][number] => ({
  changes: { power: 1 },
  ...{ largestDeviation, isReproduced },
})

describe('shells/cli, a model in words', () => {
  it('shells/cli - the nearest are sorted, the package itself among them', () => {
    const text = describeCheck({ ...report, alternatives: [alternative(1, false), alternative(3, false)] })
    const listed = [...text.matchAll(/^ {2}(\S+) {2}(.*)$/gm)].map(([, deviation, what]) => [Number(deviation), what])
    const power = '--set frontEnd.power=1'
    expect(listed).toEqual([
      [1, power],
      [2, 'the package as it is'],
      [3, power],
    ])
  })

  it('shells/cli - few values are no evidence for a front end', () => {
    const alternatives = [alternative(0.01, true), alternative(0.02, true)]
    expect(describeCheck({ ...report, alternatives })).toContain('take the first')
    const text = describeCheck({ ...report, alternatives, rows: report.rows.slice(0, 2) })
    expect(text).toContain('2 values fit many front ends')
    expect(text).not.toContain('take the first')
  })

  it('shells/cli - labels that an order may hold exchanged are named', () => {
    const text = describeCheck({ ...report, labelOrder: ['sad', 'angry', 'calm'] })
    expect(text).toContain('--set labels=sad,angry,calm')
    expect(text).toMatch(/told apart by this clip: calm, angry\./)
  })

  it('shells/cli - every layer is listed, in lines that fit', () => {
    const layers = Array.from({ length: 30 }, (_, i) => `block${i}.down.0`)
    const value = layers.map(layer => ({ layer, tensor: `/${layer}/Conv_output_0` }))
    const tensor = { name: 'x', type: 'float32', dims: null }
    const proposal: ModelProposal = {
      ...{ file: 'm.onnx', producer: '', opset: 17, input: tensor, output: tensor, labelCount: 2, isComplete: true },
      ...{ questions: [], presets: [], methods: {}, changes: [], notes: [] },
      fields: [{ field: 'concepts', value, source: 'the graph', confidence: 'certain', others: [] }],
    }
    const text = describeProposal(proposal)
    expect(text).toContain('30 layers, below')
    expect(text).not.toContain('…')
    const lines = text.split('\n')
    const from = lines.indexOf('Layers for concepts (--layer NAME):') + 1
    const listed = lines.slice(from, lines.indexOf('', from))
    expect(listed.length).toBeGreaterThan(1)
    expect(Math.max(...listed.map(line => line.length))).toBeLessThanOrEqual(102)
    expect(
      listed
        .join(' ')
        .split(',')
        .map(name => name.trim()),
    ).toEqual(layers)
  })
})
