import { describe, expect, it } from 'vitest'
import { computeLogMel, melBandEdgesHz } from '#engine/logmel/log-mel'
import golden from '../../goldens/librosa/log-mel.json'
import { frontEnd, sine } from './front-end'

/** The signal of test/goldens/make/make-log-mel.py. */
function chirp(): Float32Array {
  let state = 12345n
  return Float32Array.from({ length: 3001 }, (_, n) => {
    state = (state * 1103515245n + 12345n) % 2n ** 31n
    const t = n / 16000
    return 0.4 * Math.sin(2 * Math.PI * (150 * t + 9000 * t * t)) + 0.01 * (Number(state) / 2 ** 30 - 1)
  })
}

describe('engine/logmel', () => {
  it.each(golden.cases)('engine/logmel - as librosa: $title', ({ frontEnd: parameters, shape, values }) => {
    const fe = frontEnd(parameters)
    const got = computeLogMel({ samples: chirp(), sampleRateHz: 16000 }, fe).values
    expect([got.rows, got.cols]).toEqual(shape)
    // librosa computes in single precision: that far it can be followed, and no further.
    const tolerance = fe.log === 'db' ? 1e-3 : 1e-4
    for (const [i, value] of values.entries()) expect(Math.abs(got.data[i] - value)).toBeLessThan(tolerance)
  })

  it.each([150, 1000, 3300, 7000])('engine/logmel - a %d Hz sine peaks in the band that holds it', hz => {
    const fe = frontEnd({ nFft: 2048, winLength: 2048 })
    const { values } = computeLogMel({ samples: sine(hz, 1), sampleRateHz: 16000 }, fe)
    const column = Array.from({ length: values.rows }, (_, band) => values.data[band * values.cols + 50])
    const edgesHz = melBandEdgesHz(fe)
    const nearest = edgesHz
      .slice(1, -1)
      .reduce((best, peak, i, peaks) => (Math.abs(peak - hz) < Math.abs(peaks[best] - hz) ? i : best), 0)
    expect(column.indexOf(Math.max(...column))).toBe(nearest)
  })

  it('engine/logmel - ten times the amplitude is 20 dB more', () => {
    const quiet = computeLogMel({ samples: sine(700, 0.5, 0.03), sampleRateHz: 16000 }, frontEnd()).values
    const loud = computeLogMel({ samples: sine(700, 0.5, 0.3), sampleRateHz: 16000 }, frontEnd()).values
    const cell = 12 * quiet.cols + 20
    expect(loud.data[cell] - quiet.data[cell]).toBeCloseTo(20, 3)
  })

  it('engine/logmel - digital silence is the floor of amin everywhere', () => {
    const { values } = computeLogMel({ samples: new Float32Array(8000), sampleRateHz: 16000 }, frontEnd())
    expect(new Set(values.data)).toEqual(new Set([-100]))
  })

  it('engine/logmel - frame i is centred on i hops, or half a transform later where frames are not centred', () => {
    const click = new Float32Array(16000)
    click[4000] = 1
    for (const center of [true, false]) {
      const { values, hopSec, firstFrameSec } = computeLogMel(
        { samples: click, sampleRateHz: 16000 },
        frontEnd({ center }),
      )
      expect(firstFrameSec).toBe(center ? 0 : 256 / 16000)
      const band = values.data.subarray(30 * values.cols, 31 * values.cols)
      expect(Math.abs(firstFrameSec + band.indexOf(Math.max(...band)) * hopSec - 0.25)).toBeLessThanOrEqual(hopSec / 2)
    }
  })

  it('engine/logmel - mirrored padding goes on for a clip much shorter than the transform', () => {
    const tiny = Float32Array.of(0.1, -0.2, 0.3)
    const mirrored = Float32Array.from({ length: 512 + 3 }, (_, i) => tiny[[0, 1, 2, 1][(i - 256 + 1024) % 4]])
    const padded = computeLogMel({ samples: tiny, sampleRateHz: 16000 }, frontEnd({ padMode: 'reflect' })).values
    const plain = computeLogMel({ samples: mirrored, sampleRateHz: 16000 }, frontEnd({ center: false })).values
    expect(padded.data).toEqual(plain.data)
  })

  it('engine/logmel - audio at another rate is a bug of the caller', () => {
    expect(() => computeLogMel({ samples: sine(440, 1), sampleRateHz: 44100 }, frontEnd())).toThrow('44100')
  })

  it('engine/logmel - a clip too short for one frame is refused', () => {
    const refused = (length: number, changes: object): (() => unknown) => {
      return () => computeLogMel({ samples: new Float32Array(length), sampleRateHz: 16000 }, frontEnd({ ...changes }))
    }
    expect(refused(511, { center: false })).toThrow(expect.objectContaining({ code: 'too-short' }))
    expect(refused(0, {})).toThrow(expect.objectContaining({ code: 'too-short' }))
    expect(refused(512, { center: false })).not.toThrow()
  })

  it.each([{ winLength: 600 }, { fMin: 8000 }])(
    'engine/logmel - a front end that fits no signal is refused: %j',
    changes => {
      const run = (): unknown => computeLogMel({ samples: sine(440, 1), sampleRateHz: 16000 }, frontEnd(changes))
      expect(run).toThrow(expect.objectContaining({ code: 'bad-option' }))
    },
  )
})
