import { describe, expect, it } from 'vitest'
import { checkFrameCount, computeLogMel, normaliseLogMel } from '#engine/logmel/log-mel'
import type { LogMel } from '#engine/logmel/log-mel'
import { frontEnd, sine } from './front-end'

const twoBands: LogMel = {
  values: { data: Float32Array.of(-10, -20, -30, 40, 50, 60), rows: 2, cols: 3 },
  hopSec: 0.01,
  firstFrameSec: 0,
  usedStartSec: 0,
  usedEndSec: 0.03,
}

describe('engine/logmel/normalise', () => {
  it('engine/logmel - each band has its own mean and deviation', () => {
    const fe = frontEnd({ nMels: 2, normalise: { mean: [-20, 50], std: [10, 5] } })
    expect([...normaliseLogMel(twoBands, fe).data]).toEqual([1, 0, -1, -2, 0, 2])
  })

  it('engine/logmel - one mean and deviation for all', () => {
    const fe = frontEnd({ nMels: 2, normalise: { mean: 10, std: 20 } })
    expect([...normaliseLogMel(twoBands, fe).data]).toEqual([-1, -1.5, -2, 1.5, 2, 2.5])
  })

  it('engine/logmel - per clip: mean 0 and deviation 1 over all cells', () => {
    const { data } = normaliseLogMel(twoBands, frontEnd({ nMels: 2, normalise: 'per-clip' }))
    const mean = data.reduce((sum, value) => sum + value, 0) / 6
    expect(mean).toBeCloseTo(0, 6)
    expect(data.reduce((sum, value) => sum + value * value, 0) / 6).toBeCloseTo(1, 6)
    expect(data[5] - data[0]).toBeCloseTo(70 / Math.sqrt(7750 / 6), 5)
  })

  it('engine/logmel - a clip without any variation becomes 0, not NaN', () => {
    const flat = computeLogMel({ samples: new Float32Array(4000), sampleRateHz: 16000 }, frontEnd())
    expect(new Set(normaliseLogMel(flat, frontEnd({ normalise: 'per-clip' })).data)).toEqual(new Set([0]))
  })

  it('engine/logmel - no normalisation leaves the values', () => {
    expect(normaliseLogMel(twoBands, frontEnd({ nMels: 2 }))).toBe(twoBands.values)
  })

  it.each([
    { mean: [1, 2, 3], std: 1 },
    { mean: 0, std: [1] },
    { mean: 0, std: 0 },
    { mean: 0, std: [1, -1] },
  ])('engine/logmel - normalise %j is refused', normalise => {
    const run = (): unknown => normaliseLogMel(twoBands, frontEnd({ nMels: 2, normalise }))
    expect(run).toThrow(expect.objectContaining({ code: 'bad-option' }))
  })

  it('engine/logmel - frames outside of what the model takes are refused, with both figures in seconds', () => {
    const logMel = computeLogMel({ samples: sine(440, 1), sampleRateHz: 16000 }, frontEnd())
    expect(logMel.values.cols).toBe(101)
    const check = (minFrames: number, maxFrames: number): (() => void) => {
      return () => checkFrameCount(logMel, frontEnd({ minFrames, maxFrames }))
    }
    expect(check(101, 101)).not.toThrow()
    expect(check(102, 200)).toThrow(
      expect.objectContaining({ code: 'too-short', message: expect.stringContaining('1.02 s') }),
    )
    expect(check(1, 100)).toThrow(
      expect.objectContaining({ code: 'too-long', message: expect.stringContaining('1.01 s') }),
    )
  })
})
