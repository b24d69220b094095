import { describe, expect, it } from 'vitest'
import { colorTable, divergingMaps, levelOf, writeDiverging } from '../../src-renderer/canvas/color-maps'
import { drawMatrix } from '../../src-renderer/canvas/draw-matrix'
import {
  divergingPixels,
  levelPixels,
  magnitudeAt,
  symmetricLimit,
  timeProfile,
} from '../../src-renderer/canvas/matrix-image'
import { bandCentersHz, hertzTicks, hzAtPosition, positionOfHz } from '../../src-renderer/canvas/mel-scale-axis'
import { peakLevel, peaksOf } from '../../src-renderer/canvas/peaks'
import { neighbour, segmentAt } from '../../src-renderer/canvas/segment-hit'
import {
  clampPxPerSec,
  contentWidth,
  framePxPerSec,
  scrollForZoom,
  secAt,
  timeTicks,
  xOf,
} from '../../src-renderer/canvas/time-scale'

const segment = (
  rank: number,
  startSec: number,
): { rank: number; startSec: number; endSec: number; score: number; share: number } => ({
  rank,
  startSec,
  endSec: startSec + 0.15,
  score: 1,
  share: 0.1,
})

describe('renderer/canvas - time scale', () => {
  const scale = { pxPerSec: 250, durationSec: 2 }

  it('goes to pixels and back', () => {
    expect(xOf(scale, 1.5)).toBe(375)
    expect(secAt(scale, 375)).toBe(1.5)
    expect(contentWidth(scale)).toBe(500)
  })

  it('never leaves the clip', () => {
    expect(secAt(scale, -10)).toBe(0)
    expect(secAt(scale, 9999)).toBe(2)
  })

  it('keeps the time under the pointer when it zooms', () => {
    const pointerPx = 120
    const before = (300 + pointerPx) / 250
    const scroll = scrollForZoom(300, pointerPx, 250, 1000)
    expect((scroll + pointerPx) / 1000).toBeCloseTo(before, 12)
  })

  it('never zooms out beyond the whole clip, nor in beyond a pixel a sample or what a browser can place', () => {
    expect(clampPxPerSec(1, 2, 800)).toBe(400)
    expect(clampPxPerSec(1e9, 2, 800, 44_100)).toBe(44_100)
    expect(clampPxPerSec(1e9, 600, 800, 44_100) * 600).toBeLessThanOrEqual(4_000_000)
  })

  it('a stretch that is zoomed to fills the view but for a margin', () => {
    expect(framePxPerSec(0.5, 550)).toBeCloseTo(1000, 9)
    expect(Number.isFinite(framePxPerSec(0, 550))).toBe(true)
  })

  it('labels round times only, far enough apart to be read, and only those in sight', () => {
    const ticks = timeTicks(scale, 100, 300)
    const labelled = ticks.filter(tick => tick.isMajor)
    expect(labelled.map(tick => tick.label)).toEqual(['0.5', '1.0'])
    expect(labelled[1].x - labelled[0].x).toBeGreaterThanOrEqual(64)
    expect(ticks.every(tick => tick.x >= 0 && tick.x <= 300.001)).toBe(true)
  })
})

describe('renderer/canvas - mel axis', () => {
  it('puts the centre of band i half a band above i bands, whichever way the edges are given', () => {
    const centers = [100, 200, 400, 800]
    expect(bandCentersHz([50, ...centers, 1600], 4)).toEqual(centers)
    expect(bandCentersHz([50, 150, 250], 2)).toEqual([100, 200])
    expect(positionOfHz(centers, 200)).toBeCloseTo(1.5 / 4, 12)
    expect(positionOfHz(centers, 300)).toBeCloseTo(2 / 4, 12)
  })

  it('goes from a height back to the frequency', () => {
    const centers = [100, 200, 400, 800]
    for (const hz of [100, 150, 300, 799]) expect(hzAtPosition(centers, positionOfHz(centers, hz)!)).toBeCloseTo(hz, 9)
    expect(hzAtPosition(centers, 1)).toBe(1000)
    expect(hzAtPosition(centers, 0)).toBe(50)
  })

  it('knows no place for a frequency outside the bands', () => {
    expect(positionOfHz([100, 200, 400, 800], 20)).toBeNull()
    expect(positionOfHz([100, 200, 400, 800], 4000)).toBeNull()
  })

  it('keeps ticks apart', () => {
    const centers = Array.from({ length: 64 }, (_, i) => 60 * 1.08 ** i)
    const ticks = hertzTicks(centers, 0.08)
    expect(ticks.length).toBeGreaterThan(3)
    ticks.slice(1).forEach((tick, i) => expect(tick.position - ticks[i].position).toBeGreaterThanOrEqual(0.08))
  })
})

describe('renderer/canvas - peaks', () => {
  it('finds the one loud sample in its own bucket', () => {
    const samples = new Float32Array(1000)
    samples[777] = 0.5
    samples[778] = -0.75
    const { highs, lows } = peaksOf(samples, 10)
    expect([...highs].map((high, i) => [high, lows[i]])).toEqual(
      Array.from({ length: 10 }, (_, i) => (i === 7 ? [0.5, -0.75] : [0, 0])),
    )
    expect(peakLevel(samples)).toBe(0.75)
  })

  it('leaves no sample out when buckets do not divide the length', () => {
    const samples = Float32Array.from({ length: 103 }, (_, i) => (i === 102 ? 1 : 0))
    expect(peaksOf(samples, 10).highs[9]).toBe(1)
    expect(peaksOf(samples, 500).highs).toHaveLength(103)
  })
})

describe('renderer/canvas - colours', () => {
  // matplotlib 3: magma and viridis at 0, 0.25, 0.5, 0.75 and 1
  const published = {
    magma: [
      [0, 0, 4],
      [81, 18, 124],
      [183, 55, 121],
      [252, 137, 97],
      [252, 253, 191],
    ],
    viridis: [
      [68, 1, 84],
      [59, 82, 139],
      [33, 145, 140],
      [94, 201, 98],
      [253, 231, 37],
    ],
  }
  for (const [name, colors] of Object.entries(published)) {
    it(`${name} is the published table within 3 of 255 levels`, () => {
      const table = colorTable(name as 'magma' | 'viridis')
      colors.forEach((color, i) => {
        const level = Math.min(255, i * 64)
        color.forEach((value, channel) => expect(Math.abs(table[level * 3 + channel] - value)).toBeLessThanOrEqual(3))
      })
    })
  }

  it('clips levels at both ends', () => {
    expect([-200, -90, -50, -10, 20].map(value => levelOf(value, -90, -10))).toEqual([0, 0, 128, 255, 255])
  })

  for (const map of Object.values(divergingMaps)) {
    it(`${map.words.supports} and ${map.words.against}: invisible at zero, one hue above, one below, full at the limit`, () => {
      const rgba = new Uint8ClampedArray(12)
      writeDiverging(rgba, 0, 0, 2, map)
      writeDiverging(rgba, 4, 2, 2, map)
      writeDiverging(rgba, 8, -5, 2, map)
      expect([rgba[3], rgba[7], rgba[11]]).toEqual([0, 255, 255])
      expect([...rgba.slice(4, 7)]).toEqual([...map.supports])
      expect([...rgba.slice(8, 11)]).toEqual([...map.against])
      expect(rgba[4]).toBeGreaterThan(rgba[6])
      expect(rgba[10]).toBeGreaterThan(rgba[8])
    })
  }
})

describe('renderer/canvas - pictures', () => {
  it('puts the highest band on top and the first frame left', () => {
    const data = new Float32Array([1, 0, 0, 0, 0, 1]) // [2 mels x 3 frames]
    const { rgba, width, height } = levelPixels(data, 2, 3, 'grey', 0, 1)
    expect([width, height]).toEqual([3, 2])
    const lit = Array.from({ length: 6 }, (_, pixel) => rgba[pixel * 4] > 200)
    expect(lit).toEqual([false, false, true, true, false, false])
  })

  it('the overlay lies on the same bins as the picture', () => {
    const data = new Float32Array([0, 0, -3, 0, 0, 0])
    const { rgba } = divergingPixels(data, 2, 3, { limit: 3, cutoff: 0, map: 'red-blue' })
    expect(Array.from({ length: 6 }, (_, pixel) => rgba[pixel * 4 + 3])).toEqual([0, 0, 0, 0, 0, 255])
  })

  it('bins below the threshold are left out, whatever their sign', () => {
    const data = new Float32Array([1, -2, 3, -4, 5, -6, 7, -8])
    const cutoff = magnitudeAt(data, 0.6)
    const { rgba } = divergingPixels(data, 1, 8, { limit: 8, cutoff, map: 'orange-purple' })
    const shown = Array.from({ length: 8 }, (_, pixel) => rgba[pixel * 4 + 3] > 0)
    expect(shown).toEqual([false, false, false, false, true, true, true, true])
  })

  it('one odd bin does not fade the rest', () => {
    const data = new Float32Array(1000).fill(0.5)
    data[3] = 100
    expect(symmetricLimit(data)).toBe(0.5)
    expect(symmetricLimit(new Float32Array([0, 0, -2]))).toBe(2)
    expect(symmetricLimit(new Float32Array(0))).toBe(0)
  })

  it('the profile sums the positive part over bands', () => {
    expect([...timeProfile(new Float32Array([1, -1, 2, 3]), 2, 2)]).toEqual([3, 3])
  })

  it('draws frame i centred on its time, at any scroll', () => {
    const calls: number[][] = []
    const context = {
      imageSmoothingEnabled: true,
      clearRect: () => undefined,
      drawImage: (_: unknown, ...numbers: number[]) => void calls.push(numbers),
    }
    const picture = { width: 100, height: 64 } as unknown as CanvasImageSource & { width: number; height: number }
    const view = { scrollPx: 50, widthPx: 400, heightPx: 200 }
    const times = { hopSec: 0.01, firstFrameSec: 0 }
    drawMatrix(context as never, picture, times, { pxPerSec: 1000, durationSec: 1 }, view)
    const [, , , , left, top, width, height] = calls[0]
    expect([left, top, width, height]).toEqual([-55, 0, 1000, 200])
    drawMatrix(
      context as never,
      picture,
      { hopSec: 0.01, firstFrameSec: 0.2 },
      { pxPerSec: 1000, durationSec: 1 },
      view,
    )
    expect(calls[1][4]).toBe(145)
    expect(context.imageSmoothingEnabled).toBe(false)
  })
})

describe('renderer/canvas - segments under the pointer', () => {
  const segments = [segment(1, 0.5), segment(2, 0.1), segment(3, 0.65)]

  it('the end of one belongs to the next', () => {
    expect(segmentAt(segments, 0.5)?.rank).toBe(1)
    expect(segmentAt(segments, 0.65)?.rank).toBe(3)
    expect(segmentAt(segments, 0.3)).toBeNull()
  })

  it('goes through them by time, around the ends', () => {
    expect(neighbour(segments, 0, 1)?.rank).toBe(2)
    expect(neighbour(segments, 0.1, 1)?.rank).toBe(1)
    expect(neighbour(segments, 0.65, 1)?.rank).toBe(2)
    expect(neighbour(segments, 0.1, -1)?.rank).toBe(3)
    expect(neighbour([], 0, 1)).toBeNull()
  })
})
