import { describe, expect, it } from 'vitest'
import { weakRuns, weaknessAt } from '../../src-renderer/canvas/cue-track'
import type { WeakRun } from '../../src-renderer/canvas/cue-track'
import { drawCueTrack } from '../../src-renderer/canvas/draw-cue-track'
import type { TrackContext } from '../../src-renderer/canvas/draw-cue-track'
import { weakShare } from '../../src-renderer/composables/use-cue-tracks'

const reasons = ['few-periods', 'low-snr', 'clipped', 'unclear-pitch']
const trackOf = (...values: number[]) => ({
  ...{ key: 'f0_hz' as const, title: 'Pitch', unit: 'Hz', digits: 0 },
  ...{ values: new Float32Array(values), hopSec: 0.01, middleSec: 0, isVoicedOnly: true },
})

describe('renderer/weak-tracks', () => {
  it('codes become runs with their reason, of each cue its own', () => {
    const data = new Float32Array([0, 2, 2, 1, 0, 0, /* second cue */ 0, 0, 0, 0, 0, 4])
    const runs = weakRuns({ shape: [2, 6], data, meta: { keys: ['jitter', 'f0_hz'], reasons } })
    expect(runs.get('jitter')).toEqual([
      { from: 1, to: 3, why: 'low-snr' },
      { from: 3, to: 4, why: 'few-periods' },
    ])
    expect(runs.get('f0_hz')).toEqual([{ from: 5, to: 6, why: 'unclear-pitch' }])
    const at = (sec: number) => weaknessAt({ hopSec: 0.01, middleSec: 0.03 }, runs.get('jitter')!, sec)
    expect([0.03, 0.036, 0.054, 0.056, 0.07].map(at)).toEqual([null, 'low-snr', 'low-snr', 'few-periods', null])
  })

  it('the share is of the values that are there', () => {
    const weak: WeakRun[] = [{ from: 1, to: 3, why: 'clipped' }]
    expect(weakShare({ track: trackOf(1, 2, 3, NaN, NaN, 4), weak })).toBe(0.5)
    expect(weakShare({ track: trackOf(NaN), weak: [] })).toBe(0)
  })

  /** What is drawn in which colour: the line's steps, and where slanted lines are. */
  function drawn(weak: readonly WeakRun[]): Record<string, string[]> {
    const calls: Record<string, string[]> = {}
    let path: string[] = []
    const look = { strokeStyle: '', lineWidth: 0 }
    const point = (name: string) => (x: number, y: number) =>
      void path.push(`${name} ${Math.round(x)},${Math.round(y)}`)
    const none = (): void => undefined
    const context = Object.assign(look, {
      ...{ moveTo: point('move'), lineTo: point('line') },
      beginPath: () => (path = []),
      stroke: () => (calls[`${look.strokeStyle} ${look.lineWidth}`] ??= []).push(...path),
      ...{ clearRect: none, fillRect: none, arc: none, fill: none, setLineDash: none },
    })
    const axis = { isLog: false, low: 0, high: 100, ticks: [] }
    const view = { scrollPx: 0, widthPx: 100, heightPx: 104 }
    const colors = { line: 'line', grid: '', shade: '', edge: '', faint: 'faint', jump: 'jump' }
    const track = { ...trackOf(0, 50, 50, 50, 100), key: 'hnr' as const }
    const scale = { pxPerSec: 1000, durationSec: 0.05 }
    drawCueTrack(context as unknown as TrackContext, { track, axis, weak }, [], scale, view, colors)
    return calls
  }

  it('the line is pale where it rests on little, and hatched behind', () => {
    expect(drawn([])['line 1.5']).toEqual(['move 0,102', 'line 10,52', 'line 20,52', 'line 30,52', 'line 40,2'])
    const calls = drawn([{ from: 2, to: 3, why: 'clipped' }])
    expect(calls['line 1.5']).toEqual(['move 0,102', 'line 10,52', 'move 30,52', 'line 40,2'])
    expect(calls['faint 1.5']).toEqual(['move 10,52', 'line 20,52', 'line 30,52'])
    // Behind row 2 only: from 15 to 25 px.
    const hatched = calls['faint 0.5'].map(one => Number(/ (\d+),/.exec(one)![1]))
    expect([Math.min(...hatched), Math.max(...hatched)]).toEqual([15, 25])
    expect(drawn([])['faint 0.5']).toBeUndefined()
  })
})
