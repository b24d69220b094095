import { describe, expect, it } from 'vitest'
import { exchangeableLabels, fittingOrder, readExpectation } from '#engine/model-wizard/expectation'

const labels = ['angry', 'bored', 'calm', 'sad']
/** The first two lie 0.058 apart: nearer than twice the tolerance for logits. */
const logits = Float32Array.of(1.2, 1.258, -3, 0.4)
const orderFor = (values: number[] | Record<string, number>, tolerance = 0.05): string[] | null =>
  fittingOrder(logits, readExpectation({ kind: 'logits', values }, labels), labels, tolerance)

describe('engine/model-wizard, labels in another order', () => {
  it('engine/model-wizard - logits rotated by one are recognised, also where two lie close together', () => {
    const rotated = [...logits.subarray(1), logits[0]]
    // Score i is expected of the label before it.
    expect(orderFor(rotated)).toEqual(['sad', 'angry', 'bored', 'calm'])
    const rows = labels.map((label, i) => ({ label, expected: rotated[i] }))
    expect(exchangeableLabels(rows, 0.05)).toEqual([['angry', 'sad']])
    expect(exchangeableLabels(rows, 0.01)).toEqual([])
  })

  it('engine/model-wizard - two exchanged values of a few are recognised; the other labels stay', () => {
    expect(orderFor({ angry: -3, calm: 1.2 })).toEqual(['calm', 'bored', 'angry', 'sad'])
  })

  it('engine/model-wizard - two exchanged probabilities are recognised', () => {
    const shares = Float32Array.of(0.6, 0.25, 0.1, 0.05).map(Math.log)
    const expected = readExpectation({ kind: 'auto', values: [0.25, 0.6, 0.1, 0.05] }, labels)
    expect(expected.kind).toBe('probabilities')
    expect(fittingOrder(shares, expected, labels, 0.01)).toEqual(['bored', 'angry', 'calm', 'sad'])
  })

  it('engine/model-wizard - no order where none fits, or none does clearly better than the own', () => {
    expect(orderFor([1.258, 1.2, -3, 0.5])).toBeNull()
    expect(orderFor([1.23, 1.18, -3, 0.4])).toBeNull()
  })
})
