import { describe, expect, it } from 'vitest'
import { labelIndex, toPrediction } from '#engine/models/prediction'

describe('engine/models, from logits to a label', () => {
  it('engine/models - softmax by hand, the highest logit, the first among equals', () => {
    const { probabilities, predicted } = toPrediction(Float32Array.of(0, Math.log(2), Math.log(5)))
    expect([...probabilities].map(p => Number(p.toFixed(6)))).toEqual([0.125, 0.25, 0.625])
    expect(predicted).toBe(2)
    expect(toPrediction(Float32Array.of(1, 3, 3)).predicted).toBe(1)
    expect(toPrediction(Float32Array.of(-7, -7)).predicted).toBe(0)
  })

  it('engine/models - large logits overflow nothing', () => {
    const { probabilities } = toPrediction(Float32Array.of(10_000, 9_999, -10_000))
    expect(probabilities[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
    expect(probabilities[2]).toBe(0)
  })

  it.each([NaN, Infinity, -Infinity])('engine/models - a logit of %d is refused', value => {
    expect(() => toPrediction(Float32Array.of(0, value))).toThrow('not finite')
  })

  it('engine/models - a label is found by its name, and a wrong one answered with those there are', () => {
    expect(labelIndex(['angry', 'sad'], 'sad')).toBe(1)
    expect(() => labelIndex(['angry', 'sad'], 'Sad')).toThrow('It has: angry, sad.')
  })
})
