import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { suspectLabels } from '#engine/label-quality/confident-learning'

interface Golden {
  readonly labels: number
  readonly given: number[]
  readonly probabilities: number[]
  readonly suspected: number[]
  readonly quality: number[]
}

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../goldens/stats/label-quality.json'), 'utf8'),
) as Golden

describe('engine/label-quality', () => {
  it('engine/label-quality - the same labels are suspected, and of the same quality, as by cleanlab', () => {
    const { labels, given, probabilities, suspected, quality } = golden
    const found = suspectLabels(Float64Array.from(probabilities), Int32Array.from(given), labels)
    expect([...found.suggested.keys()].filter(clip => found.suggested[clip] !== -1)).toEqual(suspected)
    found.quality.forEach((value, clip) => expect(value).toBeCloseTo(quality[clip], 8))
  })

  it('engine/label-quality - a clip without a label is left out, and so is a label that nobody carries', () => {
    const probabilities = Float64Array.from([0.9, 0.1, 0, 0.8, 0.2, 0, 0.1, 0.9, 0, 0.2, 0.8, 0, 0.95, 0.05, 0])
    const { suggested, quality } = suspectLabels(probabilities, Int32Array.from([0, 0, 1, -1, 1]), 3)
    expect([...suggested]).toEqual([-1, -1, -1, -1, 0])
    expect(quality[3]).toBeNaN()
    expect(quality[4]).toBeCloseTo((0.05 - 0.95 + 1) / 2, 12)
  })
})
