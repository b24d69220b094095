import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import { axisTicks, frequencyAxis, hzOnAxis, positionOnAxis } from '../../src-renderer/canvas/fine/frequency-axis'
import { stepFftSize, stftSpec, usualFineLook } from '../../src-renderer/canvas/fine/fine-look'
import { rowBins, rowLevel } from '../../src-renderer/canvas/fine/fine-picture'
import { framesIn, hopAt, TILE_FRAMES, tilesOf } from '../../src-renderer/canvas/fine/fine-tiles'
import { binsOf, createStft, levelAt, SILENCE_DB } from '../../src-renderer/canvas/fine/stft'
import type { TileAnswer, TileRequest } from '../../src-renderer/canvas/fine/tile-message'
import { createTileQueue } from '../../src-renderer/canvas/fine/tile-queue'
import { windowOf } from '../../src-renderer/canvas/fine/window-shapes'
import { useFineTiles } from '../../src-renderer/components/spectrogram/use-fine-tiles'
import { formatHertz } from '../../src-renderer/text/format'

const RATE_HZ = 16_000

interface Goldens {
  readonly scipy: readonly {
    readonly windowSize: number
    readonly fftSize: number
    readonly hop: number
    readonly frames: readonly number[]
    readonly bins: readonly number[]
    readonly levelsDb: readonly (readonly number[])[]
  }[]
  readonly praat: {
    readonly windowSize: number
    readonly fftSize: number
    readonly centers: readonly number[]
    readonly bins: readonly number[]
    readonly densitiesDb: readonly (readonly number[])[]
  }
}
const goldens = JSON.parse(
  readFileSync(new URL('../goldens/fine-spectrogram/levels.json', import.meta.url), 'utf8'),
) as Goldens

/** As goldens/make/make-fine-spectrogram.py has it. */
function goldenSignal(): Float32Array {
  const samples = Float64Array.from({ length: 4000 }, (_, i) => {
    const sec = i / RATE_HZ
    return 0.4 * Math.sin(2 * Math.PI * 437 * sec) + 0.1 * Math.sin(2 * Math.PI * (900 + 2000 * sec) * sec)
  })
  samples[1000] += 0.5
  return Float32Array.from(samples)
}

const sine = (hz: number, amplitude = 1, length = RATE_HZ): Float32Array =>
  Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / RATE_HZ))

describe('renderer/fine spectrogram - levels', () => {
  it('are those of scipy to 0.001 dB, edges of the clip, 0 Hz and Nyquist included', () => {
    const samples = goldenSignal()
    for (const { windowSize, fftSize, hop, frames, bins, levelsDb } of goldens.scipy) {
      const levels = createStft({ shape: 'hann', windowSize, fftSize }).levels(samples, hop, 0, 21)
      frames.forEach((frame, i) =>
        bins.forEach((bin, k) => {
          const level = levels[frame * binsOf(fftSize) + bin]
          // Below -120 dB are the roundings of a 24-bit sample.
          const withinDb = levelsDb[i][k] > -120 ? 0.001 : 0.1
          expect(Math.abs(level - levelsDb[i][k]), `${frame} ${bin}`).toBeLessThan(withinDb)
        }),
      )
    }
  })

  it('are those of Praat but for its unit, with its Gaussian window', () => {
    const { windowSize, fftSize, centers, bins, densitiesDb } = goldens.praat
    const window = windowOf('gaussian', windowSize)
    const sum = window.reduce((all, value) => all + value, 0)
    const squares = window.reduce((all, value) => all + value * value, 0)
    const unitDb = 10 * Math.log10(sum ** 2 / (4 * squares))
    const stft = createStft({ shape: 'gaussian', windowSize, fftSize })
    centers.forEach((center, i) => {
      const levels = stft.levels(goldenSignal(), center, 1, 1)
      bins.forEach((bin, k) =>
        expect(Math.abs(levels[bin] + unitDb - densitiesDb[i][k]), `${center} ${bin}`).toBeLessThan(0.3),
      )
    })
  })

  it('a sine of full scale reads 0 dB at its frequency, in a bin and under the pointer between bins', () => {
    for (const shape of ['hann', 'gaussian'] as const) {
      const spec = { shape, windowSize: 512, fftSize: 512 }
      const inBin = createStft(spec).levels(sine(1000), 1, RATE_HZ / 2, 1)
      expect(inBin[32]).toBeCloseTo(0, 2)
      for (const hz of [437.3, 1234.5, 5010])
        expect(levelAt(sine(hz), spec, RATE_HZ / 2, hz / RATE_HZ), `${shape} ${hz}`).toBeCloseTo(0, 2)
    }
    expect(levelAt(sine(700, 0.01), { shape: 'hann', windowSize: 512, fftSize: 512 }, 8000, 700 / RATE_HZ)).toBeCloseTo(
      -40,
      2,
    )
  })

  it('under the pointer is what the picture shows', () => {
    const spec = { shape: 'gaussian', windowSize: 320, fftSize: 1024 } as const
    const levels = createStft(spec).levels(goldenSignal(), 50, 0, 60)
    for (const [frame, bin] of [
      [3, 0],
      [20, 28],
      [59, 512],
    ])
      expect(levelAt(goldenSignal(), spec, frame * 50, bin / 1024)).toBeCloseTo(levels[frame * 513 + bin], 3)
  })

  it('two frames of one transform don’t leak into each other, and silence has its floor', () => {
    const samples = new Float32Array(4096)
    samples.set(sine(2000, 1, 1024), 2048)
    const levels = createStft({ shape: 'hann', windowSize: 256, fftSize: 256 }).levels(samples, 512, 2, 4)
    const rows = [0, 1, 2, 3].map(row => levels[row * 129 + 32])
    expect(rows[0]).toBe(SILENCE_DB)
    expect(rows[1]).toBe(SILENCE_DB)
    expect(rows[2]).toBeCloseTo(20 * Math.log10(0.5), 0)
    expect(rows[3]).toBeCloseTo(0, 2)
  })
})

describe('renderer/fine spectrogram - tiles', () => {
  const spec = { shape: 'hann', windowSize: 512, fftSize: 512 } as const

  it('have hops that are powers of two, fine enough for the zoom and no finer than the window can tell', () => {
    for (let pxPerSec = 20; pxPerSec <= RATE_HZ; pxPerSec *= 1.3) {
      const hop = hopAt(spec, { pxPerSec, durationSec: 4 }, RATE_HZ)
      expect(Math.log2(hop) % 1).toBe(0)
      expect(hop).toBeGreaterThanOrEqual(32)
      expect(hop).toBeLessThanOrEqual(256)
      if (hop > 32) expect((hop * pxPerSec) / RATE_HZ).toBeLessThanOrEqual(2)
    }
  })

  it('cover the clip without gap or overlap and end where it ends', () => {
    for (const length of [1, 127, 128 * 64, 128 * 64 + 1, 100_000]) {
      const { first, last } = tilesOf(-500, length + 500, length, 64)
      const frames = Array.from({ length: last - first + 1 }, (_, i) => framesIn(first + i, length, 64))
      expect(first).toBe(0)
      expect(frames.slice(0, -1).every(count => count === TILE_FRAMES)).toBe(true)
      expect(frames.reduce((sum, count) => sum + count, 0)).toBe(Math.floor((length - 1) / 64) + 1)
    }
  })

  it('are computed in the order of asking; what was dropped is never computed', () => {
    const answers: TileAnswer[] = []
    const due: (() => void)[] = []
    const queue = createTileQueue(
      answer => answers.push(answer),
      run => due.push(run),
    )
    const ask = (key: string, first: number): void =>
      queue.receive({ kind: 'tile', key, spec, hop: 128, first, frames: 4 })
    queue.receive({ kind: 'sound', samples: sine(1000) })
    ask('a', 0)
    ask('b', 40)
    ask('c', 80)
    due.shift()!()
    queue.receive({ kind: 'forget' })
    ask('d', 40)
    while (due.length > 0) due.shift()!()
    expect(answers.map(answer => answer.key)).toEqual(['a', 'd'])
    expect(answers[1].levels).toHaveLength(4 * 257)
    expect(answers[1].levels[32]).toBeCloseTo(0, 2)
  })
})

describe('renderer/fine spectrogram - tiles of one clip after another', () => {
  const spec = { shape: 'hann', windowSize: 512, fftSize: 512 } as const
  const [hop, length] = [128, 3 * TILE_FRAMES * 128]
  let due: (() => void)[] = []
  /** The worker's own queue; its messages come when the test says so. */
  class Worker {
    onmessage: (event: { data: TileAnswer }) => void = () => undefined
    readonly queue = createTileQueue(
      data => this.onmessage({ data }),
      run => due.push(run),
    )
    postMessage(request: TileRequest): void {
      due.push(() => this.queue.receive(request))
    }
    terminate(): void {
      due = []
    }
  }
  const work = (): void => {
    while (due.length > 0) due.shift()!()
  }
  afterEach(() => {
    vi.unstubAllGlobals()
    due = []
  })

  it('the next clip has all of its tiles, of its own sound, when it is asked for in the turn that it came', () => {
    vi.stubGlobal('Worker', Worker)
    const samples = shallowRef(sine(1000, 1, length))
    const scope = effectScope()
    const tiles = scope.run(() => useFineTiles(samples))!
    const loudestBins = (): (number | undefined)[] =>
      [0, 1, 2].map(tile => {
        const row = tiles.get(spec, hop, tile)?.subarray(64 * 257, 65 * 257)
        return row?.indexOf(Math.max(...row))
      })
    tiles.want(spec, hop, 0, 2)
    while (tiles.get(spec, hop, 0) === null) due.shift()!()
    expect(loudestBins()).toEqual([32, undefined, undefined])
    const first = samples.value
    samples.value = sine(3000, 1, length)
    tiles.want(spec, hop, 0, 2)
    expect(loudestBins()).toEqual([undefined, undefined, undefined])
    work()
    expect(loudestBins()).toEqual([96, 96, 96])
    samples.value = first
    tiles.want(spec, hop, 0, 2)
    work()
    expect(loudestBins()).toEqual([32, 32, 32])
    scope.stop()
  })
})

describe('renderer/fine spectrogram - axis and rows', () => {
  it('goes from hertz to the pane and back on every scale, and rises', () => {
    for (const scale of ['linear', 'mel', 'semitones'] as const) {
      const axis = frequencyAxis(scale, 8000)
      expect(positionOnAxis(axis, axis.lowHz)).toBeCloseTo(0, 12)
      expect(positionOnAxis(axis, 8000)).toBeCloseTo(1, 12)
      for (const hz of [60, 440, 999, 1001, 5000]) expect(hzOnAxis(axis, positionOnAxis(axis, hz))).toBeCloseTo(hz, 6)
      const ticks = axisTicks(axis, 0.1, formatHertz)
      expect(ticks.length).toBeGreaterThan(2)
      ticks.slice(1).forEach((tick, i) => expect(tick.position - ticks[i].position).toBeGreaterThanOrEqual(0.0999))
    }
  })

  it('an octave is twelve semitones, and librosa’s mel of 1 and 4 kHz lie where it has them', () => {
    const notes = frequencyAxis('semitones', 55 * 2 ** 5)
    expect(positionOnAxis(notes, 110)).toBeCloseTo(1 / 5, 12)
    expect(axisTicks(notes, 0.1, formatHertz).map(tick => tick.text)).toEqual(['0', '12', '24', '36', '48', '60'])
    // librosa.hz_to_mel: 1000 -> 15, 4000 -> 35.1638, 8000 -> 45.2456
    const mel = frequencyAxis('mel', 8000)
    expect(positionOnAxis(mel, 1000)).toBeCloseTo(15 / 45.2456, 4)
    expect(positionOnAxis(mel, 4000)).toBeCloseTo(35.1638 / 45.2456, 4)
  })

  it('a row shows the highest of its bins, or lies between two', () => {
    const levels = new Float32Array(513).fill(-100)
    levels[64] = -10
    const coarse = rowBins(frequencyAxis('linear', 8000), 64, 513, RATE_HZ)
    const shown = Array.from({ length: 64 }, (_, row) => rowLevel(levels, 0, coarse, row))
    expect(Math.max(...shown)).toBe(-10)
    expect(64 - 1 - shown.indexOf(-10)).toBe((64 * 1000) / 8000)
    const fine = rowBins(frequencyAxis('linear', 8000), 4096, 513, RATE_HZ)
    const peak = Array.from({ length: 4096 }, (_, row) => rowLevel(levels, 0, fine, row))
    expect(Math.max(...peak)).toBeGreaterThan(-17)
    expect(new Set(peak).size).toBeGreaterThan(8)
  })
})

describe('renderer/fine spectrogram - what a person chooses', () => {
  it('a window in milliseconds is as long at any rate, twice as long for a Gaussian, and the FFT holds it', () => {
    const hann = { ...usualFineLook, shape: 'hann', windowMs: 20, fftSize: 256 } as const
    expect(stftSpec(hann, 16_000)).toMatchObject({ windowSize: 320, fftSize: 512 })
    expect(stftSpec(hann, 48_000)).toMatchObject({ windowSize: 960, fftSize: 1024 })
    expect(stftSpec({ ...hann, shape: 'gaussian' }, 16_000)).toMatchObject({ windowSize: 640, fftSize: 1024 })
    expect(stftSpec({ ...hann, windowMs: 0 }, 16_000)).toMatchObject({ windowSize: 256, fftSize: 256 })
  })

  it('the size of the FFT steps up and down and stops at its ends', () => {
    expect(stepFftSize(512, 1)).toBe(1024)
    expect(stepFftSize(512, -1)).toBe(256)
    expect(stepFftSize(256, -1)).toBe(256)
    expect(stepFftSize(8192, 1)).toBe(8192)
  })
})
