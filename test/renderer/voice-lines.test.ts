import { describe, expect, it } from 'vitest'
import type { CueTrack } from '../../src-renderer/canvas/cue-track'
import { drawVoice, voiceAt } from '../../src-renderer/canvas/fine/draw-voice'
import { frequencyAxis } from '../../src-renderer/canvas/fine/frequency-axis'

const track = (key: CueTrack['key'], values: number[]): CueTrack => ({
  ...{ key, title: key, unit: 'Hz', digits: 0, isVoicedOnly: true },
  ...{ values: Float32Array.from(values), hopSec: 0.01, middleSec: 0.01 },
})

interface Drawn {
  readonly moves: [number, number][]
  readonly lines: [number, number][]
  readonly dots: [number, number][]
}

/** 1000 px a second, 100 px high. */
function drawn(tracks: readonly CueTrack[], highHz = 1000, scale: 'linear' | 'semitones' = 'linear'): Drawn {
  const found: Drawn = { moves: [], lines: [], dots: [] }
  const nothing = (): undefined => undefined
  const context = {
    ...{ beginPath: nothing, fill: nothing, stroke: nothing },
    ...{ fillStyle: '', strokeStyle: '', lineWidth: 1, lineJoin: 'miter' as const },
    moveTo: (x: number, y: number) => void found.moves.push([x, y]),
    lineTo: (x: number, y: number) => void found.lines.push([x, y]),
    arc: (x: number, y: number) => void found.dots.push([x, y]),
  }
  const timeScale = { pxPerSec: 1000, durationSec: 1 }
  drawVoice(context, tracks, frequencyAxis(scale, highHz), timeScale, { scrollPx: 0, widthPx: 500, heightPx: 100 })
  return found
}
const once = <T>(twice: readonly T[]): T[] => twice.slice(0, twice.length / 2)

describe('renderer/pitch and formants over the fine spectrogram', () => {
  it('a frame lies at its time and its frequency', () => {
    const { moves, lines } = drawn([track('f0_hz', [250, 300, 400])])
    expect(once(moves)).toEqual([[10, 75]])
    expect(once(lines)).toEqual([
      [20, 70],
      [30, 60],
    ])
  })

  it('no line leads over a gap or a jump of the pitch', () => {
    const { moves } = drawn([track('f0_hz', [200, NaN, 210, 220, 440, 430])])
    expect(once(moves).map(([x]) => x)).toEqual([10, 30, 50])
  })

  it('what the axis does not reach is not drawn at its edge', () => {
    expect(drawn([track('f3', [500, 2500, NaN])]).dots).toEqual([[10, 50]])
    expect(drawn([track('f0_hz', [40, 50])], 1000, 'semitones').lines).toEqual([])
  })

  it('says what is measured at a time', () => {
    const found = voiceAt([track('f0_hz', [200, NaN]), track('f1', [500, 600])], 0.021)
    expect(found.map(({ track: { key }, hz }) => [key, hz])).toEqual([['f1', 600]])
  })
})
