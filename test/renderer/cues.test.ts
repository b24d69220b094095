import { describe, expect, it } from 'vitest'
import type { Chance, CueInfo, CueKey, CueReliability, CueStatistics, Measures } from '#contracts/cue'
import { cueTracks, positionOn, valueAt, valueAxis } from '../../src-renderer/canvas/cue-track'
import { drawCueTrack } from '../../src-renderer/canvas/draw-cue-track'
import type { TrackContext } from '../../src-renderer/canvas/draw-cue-track'
import { cueCards, stripPosition } from '../../src-renderer/components/cue-card/cue-cards'
import { stretchesText } from '../../src-renderer/stores/cues'
import { chanceWords, evidenceWords, pWords, reliabilityWords, zWords } from '../../src-renderer/text/cues'
import { tickText } from '../../src-renderer/text/format'

const info = (key: CueKey): CueInfo => ({ key, title: `the ${key}`, unit: 'dB', digits: 1, definition: '', source: '' })
const statistics = (mean: number): CueStatistics => ({
  ...{ mean, sd: 1, p20: mean, p50: mean, p80: mean, range: 0, frames: 9 },
})
const chance = (mean: number, z: number | null, p: number | null = 0.01): Chance => ({ draws: 200, mean, sd: 2, z, p })
const both = (mean: Chance): { mean: Chance; sd: Chance } => ({ mean, sd: mean })

const measures: Measures = {
  cues: {
    salient: { loudness: statistics(3), f0: statistics(40), hnr: statistics(5), jitter: null },
    full: { loudness: statistics(2), f0: statistics(39), hnr: statistics(9), jitter: statistics(1) },
  },
  baselines: {
    speech: { loudness: both(chance(2.5, 0.25)), f0: both(chance(44, -2)), hnr: null },
    anywhere: { loudness: both(chance(1, 1)), f0: both(chance(38, 1)), hnr: both(chance(1, 2)) },
  },
  draws: {
    speech: { draws: 200, matchedVoicedShare: 1, meanVoicedFraction: 0.5, salientVoicedFraction: 0.5 },
    anywhere: { draws: 200, matchedVoicedShare: 1, meanVoicedFraction: 0.5, salientVoicedFraction: 0.5 },
  },
  reliability: {},
}

describe('renderer/cue cards', () => {
  const cards = cueCards([info('loudness'), info('f0'), info('jitter'), info('hnr'), info('f1')], measures)

  it('the most unusual comes first; no chance behind, not measurable last, not computed not at all', () => {
    expect(cards.map(card => card.info.key)).toEqual(['f0', 'loudness', 'hnr', 'jitter'])
  })

  it('the main difference is to random speech, in the unit; the full clip is told beside it', () => {
    expect(cards[0]).toMatchObject({ difference: -4, differenceToFull: 1, baseline: 'speech' })
    expect(cards[2]).toMatchObject({ chance: null, difference: null, differenceToFull: -4 })
  })

  it('jitter, shimmer and HNR are shown, not scored', () => {
    expect(cards.map(card => card.isScored)).toEqual([true, true, false, false])
  })

  it('where speech is too short to draw from, chance is that of any place', () => {
    const draws = { ...measures.draws, speech: { ...measures.draws.speech!, draws: 0 } }
    const [first] = cueCards([info('hnr')], { ...measures, draws })
    expect(first).toMatchObject({ baseline: 'anywhere', chance: { mean: 1 }, difference: 4 })
  })

  it('the strip has the random mean in its middle and ends at four standard deviations', () => {
    expect(stripPosition(10, chance(10, 0))).toBe(0.5)
    expect(stripPosition(12, chance(10, 1))).toBeCloseTo(0.625, 12)
    expect([stripPosition(99, chance(10, 9)), stripPosition(-99, chance(10, -9))]).toEqual([1, 0])
    expect(stripPosition(1, { ...chance(1, null), sd: 0 })).toBeNull()
    expect(stripPosition(null, chance(1, null))).toBeNull()
  })
})

describe('renderer/words on cues', () => {
  it('tell chance from more than chance, and say which way', () => {
    expect(chanceWords(chance(1, 3, 0.005))).toBe('Higher than in random speech (p = 0.005).')
    expect(chanceWords(chance(1, -3, 0.0004), 'in random places')).toBe('Lower than in random places (p < 0.001).')
    expect(chanceWords(chance(1, 1, 0.31))).toBe('As one would find in random speech (p = 0.31).')
    expect(chanceWords(null)).toMatch(/nothing to compare with/)
    expect(chanceWords({ ...chance(1, null, null), sd: 0 })).toMatch(/can’t be told/)
  })

  it('p is never zero, z has its sign and no false digits', () => {
    expect([0.0049, 0.05, 0.5, 0.0001].map(pWords)).toEqual(['p = 0.005', 'p = 0.05', 'p = 0.50', 'p < 0.001'])
    expect([2.04, -2.06, 0.01, -0.01, 12.3, null].map(zWords)).toEqual(['+2.0', '−2.1', '0.0', '0.0', '+12', '–'])
  })

  it('the engine’s reason is told; a good measure needs none', () => {
    const reliability: CueReliability = {
      ...{ measuredSec: 0.3, voicedSec: 0.04, periods: 3, snrDb: null, clippedShare: 0.004 },
      ...{ state: 'none', reason: 'few-periods', message: null },
    }
    expect(reliabilityWords(reliability)).toBe('Too few pitch periods.')
    expect(reliabilityWords({ ...reliability, message: 'Only 3 periods.' })).toBe('Only 3 periods.')
    expect(reliabilityWords({ ...reliability, state: 'good' })).toBe('')
    expect(evidenceWords(reliability)).toEqual([
      ...['0.30 s measured', '0.04 s voiced', '3 pitch periods', 'no speech to tell noise from', '0.40 % clipped'],
    ])
  })

  it('stretches are spelled for the address without rounding noise', () => {
    expect(
      stretchesText([
        { startSec: 0.55, endSec: 0.7000000000000001 },
        { startSec: 0, endSec: 0.15 },
      ]),
    ).toBe('0.55-0.7,0-0.15')
  })
})

describe('renderer/cues over time', () => {
  const meta = {
    ...{ keys: ['loudness', 'f0_hz'], units: ['sone', 'Hz'], hopSec: 0.01 },
    ...{ middleSec: [0.01, 0.03], isVoicedOnly: [false, true] },
  }
  const array = { shape: [2, 3], data: new Float32Array([1, 2, 3, NaN, 200, NaN]), meta }
  const [loudness, pitch] = cueTracks(array, [info('f0_hz')])

  it('each row has its own place in time; the nearest one is read, none where there is no voice', () => {
    expect([loudness.title, pitch.title]).toEqual(['loudness', 'the f0_hz'])
    expect([0, 0.01, 0.024, 0.026, 0.04].map(sec => valueAt(loudness, sec))).toEqual([null, 1, 2, 3, null])
    expect([0.03, 0.04, 0.05].map(sec => valueAt(pitch, sec))).toEqual([null, 200, null])
  })

  it('a pitch has an axis of ratios and at least an octave; other cues a linear one with round marks', () => {
    const steady = valueAxis({ key: 'f0_hz', values: new Float32Array([200, 201]) }, 3)!
    expect(steady.isLog).toBe(true)
    expect(steady.high / steady.low).toBeGreaterThanOrEqual(2)
    expect(positionOn(steady, Math.sqrt(steady.low * steady.high))).toBeCloseTo(0.5, 6)
    const linear = valueAxis({ key: 'loudness', values: new Float32Array([0.05, 0.93]) }, 3)!
    expect(linear).toMatchObject({ isLog: false, low: 0 })
    expect(linear.ticks).toEqual([0, 0.5])
    const level = valueAxis({ key: 'hnr', values: new Float32Array([-7, 13]) }, 3)!
    expect(level.ticks).toEqual([0, 10])
    expect(valueAxis({ key: 'hnr', values: new Float32Array([NaN]) }, 3)).toBeNull()
  })

  it('all values lie on their axis, flat, tiny and negative ones too', () => {
    for (const values of [
      [5, 5],
      [0, 0],
      [-3, -3],
      [1e-6, 3e-6],
      [-40, -12],
      [80, 640],
    ]) {
      for (const key of ['hnr', 'f0_hz'] as const) {
        if (key === 'f0_hz' && values[0] <= 0) continue
        const axis = valueAxis({ key, values: new Float32Array(values) }, 3)!
        const positions = [...values, ...axis.ticks].map(value => positionOn(axis, Math.fround(value)))
        expect(Math.min(...positions), `${key} ${values}`).toBeGreaterThanOrEqual(-1e-3)
        expect(Math.max(...positions), `${key} ${values}`).toBeLessThanOrEqual(1 + 1e-3)
        expect(axis.ticks.length).toBeLessThanOrEqual(5)
      }
    }
  })

  it('marks have as many digits as tell them apart', () => {
    expect([0, 0.5, 1].map(tick => tickText(tick, [0, 0.5, 1]))).toEqual(['0.0', '0.5', '1.0'])
    expect([100, 200].map(tick => tickText(tick, [100, 200]))).toEqual(['100', '200'])
    expect(tickText(0.02, [0.01, 0.02])).toBe('0.02')
  })

  /** What is drawn, in order. */
  function drawn(values: readonly number[]): string[] {
    const calls: string[] = []
    const call =
      (name: string) =>
      (...at: number[]): void =>
        void calls.push(`${name} ${at.map(one => Math.round(one)).join()}`)
    const context = {
      ...{ clearRect: () => undefined, beginPath: call('begin'), fill: () => undefined, stroke: call('stroke') },
      ...{ fillRect: call('rect'), moveTo: call('move'), lineTo: call('line'), arc: call('dot') },
      ...{ setLineDash: () => undefined, fillStyle: '', strokeStyle: '', lineWidth: 1 },
    }
    const track = { ...pitch, values: new Float32Array(values), middleSec: 0 }
    const axis = { isLog: true, low: 100, high: 400, ticks: [200] }
    const view = { scrollPx: 0, widthPx: 100, heightPx: 104 }
    const colors = { line: '', grid: '', shade: '', edge: '', faint: '', jump: '' }
    const shown = { track, axis, weak: [] }
    drawCueTrack(context as unknown as TrackContext, shown, [], { pxPerSec: 200, durationSec: 0.5 }, view, colors)
    return calls.filter(one => /^(move|line|dot)/.test(one))
  }

  it('a gap stays a gap, and a frame alone is a dot', () => {
    expect(drawn([150, 200, NaN, 400])).toEqual(['move 0,73', 'line 2,52', 'move 6,2', 'dot 6,2,2,0,6'])
  })

  it('a jump of an octave is no line of the voice: it is marked on its own', () => {
    expect(drawn([100, 210, 220])).toEqual(['move 0,102', 'move 2,48', 'line 4,45', 'move 1,102', 'line 1,48'])
  })
})
