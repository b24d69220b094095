import { describe, expect, it } from 'vitest'
import type { MeasurableCue } from '#engine/cues/cue-definitions'
import { computeCueTracks } from '#engine/cues/cue-tracks'
import { poolCues, type PooledCues } from '#engine/cues/pool'
import { demoClips } from './demo-clips'
import { agreement } from './reference-clips'
import { createRandom, noise } from './signals'

const keys: readonly MeasurableCue[] = ['f0_hz', 'jitter', 'shimmer', 'hnr', 'harmonicity', 'h1_h2']
const inTheMiddle = [{ startSec: 0.1, endSec: 0.9 }]
const measure = (samples: Float32Array, rateHz: number): PooledCues =>
  poolCues(computeCueTracks(samples, rateHz, keys), inTheMiddle)

/** Harmonics of f0(t) = f0Hz + slope * t at these levels, a second long. */
function harmonics(levelsDb: readonly number[], f0Hz: number, rateHz: number, slopeHzPerSec = 0): Float32Array {
  return Float32Array.from({ length: rateHz }, (_, n) => {
    const phase = 2 * Math.PI * ((f0Hz * n) / rateHz + (slopeHzPerSec / 2) * (n / rateHz) ** 2)
    return levelsDb.reduce((sum, db, h) => sum + 0.1 * 10 ** (db / 20) * Math.sin((h + 1) * phase), 0)
  })
}

const voiceLevels = [0, -3, -6, -9, -12, -15, -18, -21, -24, -27]

/** Short pulses at given times, placed between samples, through one resonance. */
function pulses(periodsSec: Iterable<[periodSec: number, amplitude: number]>, rateHz: number): Float32Array {
  const samples = new Float32Array(rateHz)
  const [decaySec, hz] = [0.002, 600]
  let at = 0.01
  for (const [periodSec, amplitude] of periodsSec) {
    for (let n = Math.ceil(at * rateHz); n < Math.min(samples.length, (at + 8 * decaySec) * rateHz); n++) {
      const sinceSec = n / rateHz - at
      samples[n] += 0.3 * amplitude * Math.exp(-sinceSec / decaySec) * Math.sin(2 * Math.PI * hz * sinceSec)
    }
    at += periodSec
  }
  return samples
}

describe.each([16000, 24414, 48000])('engine/cues - voices of known properties at %i Hz', rateHz => {
  it.each([5, 10, 15, 20, 25])('a ratio of %i dB of harmonics to noise is measured within 1 dB', hnrDb => {
    const voice = harmonics(voiceLevels, 160, rateHz)
    const power = voice.reduce((sum, v) => sum + v * v, 0) / voice.length
    const hiss = noise(1, rateHz, Math.sqrt(3 * power * 10 ** (-hnrDb / 10)))
    const { harmonicity, hnr } = measure(
      voice.map((v, n) => v + hiss[n]),
      rateHz,
    )
    expect(Math.abs(harmonicity!.p50 - hnrDb)).toBeLessThan(1)
    if (hnrDb >= 15) expect(hnr!.p50).toBeLessThan(hnrDb - 3)
  })

  it.each([
    [80, 28],
    [150, 40],
    [320, 50],
  ])('a voice of %i Hz without noise reaches %i dB', (f0Hz, leastDb) => {
    expect(measure(harmonics(voiceLevels, f0Hz, rateHz), rateHz).harmonicity!.p50).toBeGreaterThan(leastDb)
  })

  it.each([
    [[0, -6, -20], 6],
    [[-8, 0, -4, -10], -8],
    [[0, 0, 0, 0, 0], 0],
  ])('harmonics of %j dB have an H1-H2 of %i dB', (levelsDb, expected) => {
    expect(Math.abs(measure(harmonics(levelsDb, 200, rateHz), rateHz).h1_h2!.p50 - expected)).toBeLessThan(0.35)
  })

  it('the pitch of a chirp follows it from 120 to 320 Hz', () => {
    const { tracks, hopSec } = computeCueTracks(harmonics(voiceLevels, 120, rateHz, 200), rateHz, ['f0_hz'])
    const [{ values, middleSec }] = tracks
    const errors = Array.from(values, (hz, row) => Math.abs(hz / (120 + 200 * (row * hopSec + middleSec)) - 1))
    expect(errors.slice(3, -3).every(error => error < 0.02)).toBe(true)
  })
})

/** Rates at which openSMILE's reading step is its hop; where it isn't (24414 Hz), periods are matched anew each frame. */
describe.each([16000, 48000])('engine/cues - perturbed periods at %i Hz', rateHz => {
  it('periods that take turns at 8.0 and 8.2 ms have the jitter that follows', () => {
    const turns = Array.from({ length: 120 }, (_, i): [number, number] => [i % 2 === 0 ? 0.008 : 0.0082, 1])
    expect(Math.abs(measure(pulses(turns, rateHz), rateHz).jitter!.p50 / (0.2 / 8.1) - 1)).toBeLessThan(0.1)
  })

  it.each([0.005, 0.01, 0.02])('random periods, deviation %f: jitter and shimmer near the true ones', deviation => {
    const random = createRandom()
    const gauss = (): number => (random() + random() + random()) / 1
    const periods = Array.from({ length: 120 }, (): [number, number] => [
      0.008 * (1 + deviation * gauss()),
      1 + 4 * deviation * gauss(),
    ])
    const neighbours = periods.slice(1).map((next, i) => [periods[i], next] as const)
    const relative = (at: 0 | 1): number => {
      const differences = neighbours.reduce((sum, [a, b]) => sum + Math.abs(a[at] - b[at]), 0) / neighbours.length
      return differences / (periods.reduce((sum, period) => sum + period[at], 0) / periods.length)
    }
    const { jitter, shimmer } = measure(pulses(periods, rateHz), rateHz)
    expect(Math.abs(jitter!.mean / relative(0) - 1)).toBeLessThan(0.3)
    expect(Math.abs(shimmer!.mean / (20 * Math.log10(1 + relative(1))) - 1)).toBeLessThan(0.3)
  })
})

describe('engine/cues - the demo corpus, of which the truth is known', () => {
  it('mean pitch within 1 % in half the clips and 4 % in most; range, jitter, shimmer and loudness follow the truth', () => {
    const clips = demoClips(4)
    const truth = clips.map(clip => clip.truth.cues.clip)
    const pooled = clips.map(({ samples, sampleRateHz }) =>
      poolCues(computeCueTracks(samples, sampleRateHz, ['f0', 'f0_hz', 'jitter', 'shimmer', 'loudness']), 'all'),
    )
    const errors = pooled.map(({ f0_hz }, i) => Math.abs(f0_hz!.mean / truth[i].f0MeanHz! - 1)).sort()
    const follows = (ours: (cues: PooledCues) => number, theirs: (cues: (typeof truth)[number]) => number | null) =>
      agreement(
        pooled.map(ours),
        truth.map(cues => theirs(cues)!),
      ).r
    const r = {
      range: follows(
        ({ f0 }) => f0!.range,
        cues => cues.f0RangeSemitones,
      ),
      jitter: follows(
        ({ jitter }) => jitter!.p50,
        cues => cues.jitterPercent,
      ),
      shimmer: follows(
        ({ shimmer }) => shimmer!.p50,
        cues => cues.shimmerDb,
      ),
      loudness: follows(
        ({ loudness }) => loudness!.mean,
        cues => cues.levelDb,
      ),
    }
    process.stdout.write(`demo corpus: pitch off by ${errors[errors.length >> 1].toFixed(4)}, r ${JSON.stringify(r)}\n`)
    expect(errors[errors.length >> 1]).toBeLessThan(0.01)
    expect(errors.filter(error => error < 0.04).length).toBeGreaterThan(0.8 * errors.length)
    expect(r.range).toBeGreaterThan(0.9)
    expect(r.loudness).toBeGreaterThan(0.8)
    expect(r.jitter).toBeGreaterThan(0.5)
    expect(r.shimmer).toBeGreaterThan(0.5)
  })
})
