import { describe, expect, it } from 'vitest'
import { frontEndSchema } from '#contracts/model'
import { reachedBins, relevanceShare } from '#engine/artefacts/on-artefact'

const frontEnd = frontEndSchema.parse({
  ...{ kind: 'log-mel', sampleRate: 16_000, nFft: 512, winLength: 400, hopLength: 160, window: 'hann', center: true },
  ...{
    padMode: 'constant',
    power: 2,
    nMels: 40,
    fMin: 0,
    fMax: 8000,
    melScale: 'slaney',
    melNorm: 'slaney',
    log: 'db',
  },
  ...{ amin: 1e-10, reference: 1, topDb: null, trim: null, clip: null, normalise: null, minFrames: 1, maxFrames: 3000 },
})
const axis = { hopSec: 0.01, startSec: 0, durationSec: 1 }
const everywhere = { startSec: 0, endSec: 1, fMinHz: 0, fMaxHz: 8000 }

/** [mels x frames] -> frames of a band, and bands of a frame, that are marked. */
function marked(reached: Uint8Array, frames: number): { frames: number[]; mels: number[] } {
  const bins = [...reached.keys()].filter(i => reached[i] === 1)
  return {
    frames: [...new Set(bins.map(i => i % frames))].sort((a, b) => a - b),
    mels: [...new Set(bins.map(i => Math.floor(i / frames)))].sort((a, b) => a - b),
  }
}

describe('engine/artefacts - where it lies', () => {
  it('engine/artefacts - frames are reached whose window of 25 ms touches the stretch, and no others', () => {
    const found = marked(reachedBins([{ ...everywhere, startSec: 0.3, endSec: 0.4 }], 101, axis, frontEnd), 101)
    // Centres from 0.2875 to 0.4125 s, both excluded.
    expect(found.frames).toEqual(Array.from({ length: 13 }, (_, i) => 29 + i))
    expect(found.mels).toHaveLength(40)
  })

  it('engine/artefacts - frames count from where the front end starts', () => {
    const later = { ...axis, startSec: 0.2 }
    const found = marked(reachedBins([{ ...everywhere, startSec: 0.3, endSec: 0.4 }], 60, later, frontEnd), 60)
    expect([found.frames[0], found.frames.at(-1)]).toEqual([9, 21])
  })

  it('engine/artefacts - bands are reached whose triangle overlaps', () => {
    // 42 edges equally spaced in mel from 0 to 45.245: the first ten are 73.6 Hz apart.
    const found = marked(reachedBins([{ ...everywhere, fMinHz: 100, fMaxHz: 200 }], 101, axis, frontEnd), 101)
    expect(found.mels).toEqual([0, 1, 2])
  })

  it('engine/artefacts - a share counts positive relevance only; a map without any has none', () => {
    const reached = Uint8Array.from([1, 0, 0, 1])
    expect(relevanceShare({ data: Float32Array.from([3, 1, -5, -2]), rows: 2, cols: 2 }, reached)).toBe(0.75)
    expect(relevanceShare({ data: Float32Array.from([-3, 0, -5, -2]), rows: 2, cols: 2 }, reached)).toBeNull()
  })
})
