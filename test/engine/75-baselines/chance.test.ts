import { describe, expect, it } from 'vitest'
import { chanceOf } from '#engine/baselines/chance'

describe('engine/baselines, chance', () => {
  it('engine/baselines - by hand: mean, deviation, z, and a p that counts both sides and the windows themselves', () => {
    // Mean 3, squares 4 + 1 + 0 + 1 + 4.
    const draws = Float64Array.of(1, 2, 3, 4, 5)
    expect(chanceOf(4.5, draws)).toEqual({ draws: 5, mean: 3, sd: Math.sqrt(2.5), z: 1.5 / Math.sqrt(2.5), p: 3 / 6 })
    expect(chanceOf(1.5, draws)!.p).toBe(chanceOf(4.5, draws)!.p)
    expect(chanceOf(99, draws)!.p).toBe(1 / 6)
    expect(chanceOf(3, draws)!.p).toBe(1)
  })

  it('engine/baselines - draws without a value don’t count; without any there is no chance', () => {
    expect(chanceOf(4, Float64Array.of(NaN, 2, NaN, 4))).toMatchObject({ draws: 2, mean: 3, p: 1 })
    expect(chanceOf(4, Float64Array.of(NaN, NaN))).toBeNull()
    expect(chanceOf(4, Float64Array.of())).toBeNull()
  })

  it('engine/baselines - windows without a value: chance is known, where they stand is not', () => {
    expect(chanceOf(NaN, Float64Array.of(1, 3))).toEqual({ draws: 2, mean: 2, sd: Math.SQRT2, z: null, p: null })
  })

  it('engine/baselines - draws that differ by rounding only say nothing; ties up to rounding count as extreme', () => {
    const same = Float64Array.of(0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2)
    expect(chanceOf(0.5, same)).toMatchObject({ sd: 0, z: null, p: null })
    expect(chanceOf(7, Float64Array.of(5))).toEqual({ draws: 1, mean: 5, sd: 0, z: null, p: null })
    // 0.3 is as far from the middle as 0.1 + 0.2 is: a draw in another order of adding up.
    expect(chanceOf(0.1 + 0.2, Float64Array.of(0.3, -0.3, 0.3, -0.3))!.p).toBe(1)
  })
})
