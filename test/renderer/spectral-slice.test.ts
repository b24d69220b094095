import { describe, expect, it } from 'vitest'
import { drawSlice } from '../../src-renderer/canvas/draw-slice'
import type { SliceContext } from '../../src-renderer/canvas/draw-slice'
import { frequencyAxis } from '../../src-renderer/canvas/fine/frequency-axis'
import { peaksOf, sliceAt } from '../../src-renderer/canvas/fine/slice'

const rateHz = 16_000
const spec = { shape: 'hann', windowSize: 1024, fftSize: 2048 } as const
const sines = (...parts: readonly (readonly [hz: number, db: number])[]): Float32Array =>
  Float32Array.from({ length: rateHz }, (_, n) =>
    parts.reduce((sum, [hz, db]) => sum + 10 ** (db / 20) * Math.sin((2 * Math.PI * hz * n) / rateHz + hz), 0),
  )

describe('renderer/spectral-slice', () => {
  it('sines between the lines are found to a hertz and a third of a decibel, lowest first', () => {
    const planted = [
      [443, -20],
      [1211.7, -32],
      [3004.4, -46],
    ] as const
    const peaks = peaksOf(sliceAt(sines(...planted), spec, 8000, rateHz), 8000, -100, 8)
    expect(peaks).toHaveLength(3)
    peaks.forEach(({ hz, levelDb }, i) => {
      expect(Math.abs(hz - planted[i][0])).toBeLessThan(1)
      expect(Math.abs(levelDb - planted[i][1])).toBeLessThan(0.33)
    })
  })

  it('the highest are taken, none above the top, below the floor, or that hardly stands out', () => {
    const slice = sliceAt(sines([500, -20], [1500, -30], [2500, -40], [6000, -10]), spec, 8000, rateHz)
    const hertz = (top: number, floor: number, most: number): number[] =>
      peaksOf(slice, top, floor, most).map(({ hz }) => Math.round(hz))
    expect(hertz(5000, -100, 8)).toEqual([500, 1500, 2500])
    expect(hertz(5000, -35, 8)).toEqual([500, 1500])
    expect(hertz(8000, -100, 2)).toEqual([500, 6000])
    const ripples = { spec, binHz: 10, levelsDb: new Float32Array([-60, -40, -44, -41, -60, -90, -20, -90]) }
    expect(peaksOf(ripples, 1000, -100, 8).map(({ hz }) => Math.round(hz / 10))).toEqual([1, 6])
  })

  it('silence, and the middle of nothing, have none', () => {
    expect(peaksOf(sliceAt(new Float32Array(rateHz), spec, 8000, rateHz), 8000, -100, 8)).toEqual([])
    expect(peaksOf(sliceAt(sines([500, -20]), spec, 99_999, rateHz), 8000, -100, 8)).toEqual([])
  })

  it('is drawn to the axis: frequency to the right, level up, a dot on each peak', () => {
    const calls: string[] = []
    const note = (name: string) => (x: number, y: number) => calls.push(`${name} ${Math.round(x)},${Math.round(y)}`)
    const none = (): void => undefined
    const context = { moveTo: note('move'), lineTo: note('line'), arc: note('dot') }
    const nothing = { clearRect: none, fillRect: none, beginPath: none, stroke: none, fill: none }
    const slice = { spec, binHz: 100, levelsDb: new Float32Array([-90, -10, -130, -50, -50]) }
    const look = {
      ...{ axis: frequencyAxis('linear', 300), floorDb: -110, ceilingDb: -10, ticksDb: [] },
      colors: { line: '', grid: '', text: '' },
    }
    const peaks = [{ hz: 100, levelDb: -10 }]
    drawSlice({ ...context, ...nothing } as unknown as SliceContext, slice, peaks, look, 300, 100)
    expect(calls).toEqual(['move 0,80', 'line 100,0', 'line 200,100', 'line 300,40', 'dot 100,0'])
  })
})
