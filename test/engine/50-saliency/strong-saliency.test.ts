import { describe, expect, it } from 'vitest'
import { strongSaliency } from '#engine/saliency/strong-saliency'

describe('engine/saliency - what is strong', () => {
  it('199 of 200 bins stay at or below it, whatever their signs and maps', () => {
    const first = Float32Array.from({ length: 500 }, (_, i) => (i % 2 === 0 ? i : -i))
    const second = Float32Array.from({ length: 501 }, (_, i) => 500 + i)
    expect(strongSaliency([first, second])).toBe(995)
    expect(strongSaliency([second, first])).toBe(995)
  })

  it('of hardly any the largest, of none nothing', () => {
    expect(strongSaliency([new Float32Array([0, 0, 0, -2])])).toBe(2)
    expect(strongSaliency([new Float32Array(4)])).toBeNull()
    expect(strongSaliency([])).toBeNull()
  })
})
