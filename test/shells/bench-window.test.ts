import { describe, expect, it } from 'vitest'
import { figuresOf, missedBounds } from '#shells/cli/bench-window/bounds'

const steady = (value: number): { min: number; median: number; max: number } => ({ min: 1, median: 1, max: value })

describe('shells/cli, what the window is held to', () => {
  it('shells/cli - the greatest value counts; what is told only, or was not measured, is not missed', () => {
    expect(missedBounds({ filter: steady(200), 'memory of the window, MB': steady(700) })).toEqual([])
    expect(
      missedBounds({ filter: steady(200.1), 'frame while leaping': steady(9000), 'first page': steady(301) }),
    ).toEqual(['first page', 'filter'])
    expect(figuresOf({ 'frame while leaping': steady(1), filter: steady(1) })).toEqual([
      'filter',
      'frame while leaping',
    ])
  })
})
