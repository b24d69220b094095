import { describe, expect, it } from 'vitest'
import { cueKeys } from '#contracts/cue'
import type { CueTracks } from '#engine/cues/cue-tracks'
import { poolCues } from '#engine/cues/pool'
import { cueRegistry } from '#engine/cues/registry'

/** Rows stand for 10, 20, 30, 40, 50 and 60 ms. */
const tracks: CueTracks = {
  hopSec: 0.01,
  tracks: [
    { key: 'loudness', values: Float32Array.of(1, 2, 4, 8, 16, 32), middleSec: 0.01, isVoicedOnly: false },
    { key: 'f0', values: Float32Array.of(NaN, 30, NaN, 34, NaN, NaN), middleSec: 0.01, isVoicedOnly: true },
  ],
}

describe('engine/cues - pooling over regions', () => {
  it('takes the rows whose middle lies in the region, start inclusive, end exclusive', () => {
    const { loudness } = poolCues(tracks, [{ startSec: 0.02, endSec: 0.04 }])
    expect(loudness).toMatchObject({ mean: 3, sd: 1, frames: 2 })
  })

  it('interpolates percentiles; the range is p80 - p20', () => {
    const { loudness } = poolCues(tracks, [{ startSec: 0, endSec: 0.06 }])
    // numpy.percentile([1, 2, 4, 8, 16], [20, 50, 80]) = 1.8, 4, 9.6
    expect(loudness!.p20).toBeCloseTo(1.8, 12)
    expect(loudness!.p50).toBe(4)
    expect(loudness!.p80).toBeCloseTo(9.6, 12)
    expect(loudness!.range).toBeCloseTo(7.8, 12)
  })

  it('leaves rows without a voice out, and is null where none is left', () => {
    expect(poolCues(tracks, 'all').f0).toMatchObject({ mean: 32, frames: 2 })
    expect(poolCues(tracks, [{ startSec: 0.045, endSec: 0.1 }]).f0).toBeNull()
    expect(poolCues(tracks, []).loudness).toBeNull()
  })

  it('counts a row that lies in two regions once', () => {
    const region = { startSec: 0.01, endSec: 0.025 }
    expect(poolCues(tracks, [region, region]).loudness!.frames).toBe(2)
  })
})

describe('engine/cues - registry', () => {
  it('tells title, unit, definition and source of every cue of the contract, in its order', () => {
    expect(cueRegistry.map(({ key }) => key)).toEqual([...cueKeys])
    for (const { title, definition, source } of cueRegistry) {
      expect(title).not.toBe('')
      expect(definition.length).toBeGreaterThan(20)
      // One author, two, or the first of several.
      expect(source).toMatch(/^[A-Z][a-z]+( et al\.| & [A-Z][a-z]+)? \d{4}$/)
    }
  })
})
