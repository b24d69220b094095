import { describe, expect, it } from 'vitest'
import type { CueReliability, Measures } from '#contracts/cue'
import { plainReason } from '../../src-renderer/text/plain-reason'

const windows = [
  { startSec: 0.9, endSec: 1.05, share: 0.1 },
  { startSec: 0.3, endSec: 0.45, share: 0.3 },
  { startSec: 0.45, endSec: 0.6, share: 0.2 },
  { startSec: 1.2, endSec: 1.35, share: 0.05 },
]
const good: CueReliability = {
  ...{ measuredSec: 0.3, voicedSec: 0.3, periods: 60, snrDb: 30, clippedShare: 0 },
  ...{ state: 'good', reason: null, message: null },
}
const chance = (z: number | null, p: number | null): { mean: never; sd: never } => {
  const found = { draws: 99, mean: 0, sd: 1, z, p } as never
  return { mean: found, sd: found }
}
const measures = (loudness: ReturnType<typeof chance>, f0: ReturnType<typeof chance>, trust = good): Measures => ({
  cues: {},
  baselines: { speech: { loudness, f0 } },
  draws: {},
  reliability: { salient: { loudness: good, f0: trust } },
})
const reason = (found: Measures | null): string => plainReason('Occlusion', 'sad', windows, found, 'speech')

describe('renderer/plain-reason', () => {
  it('names the windows that hold half of the support, those that touch as one', () => {
    expect(reason(null)).toBe('Occlusion: for sad the model listened mostly to 0.30–0.60 s (50 % of the support).')
  })

  it('does not call mostly what holds less than half of the support', () => {
    const little = windows.map(window => ({ ...window, share: window.share / 5 }))
    expect(plainReason('Occlusion', 'sad', little, null, 'speech')).toBe(
      'Occlusion: for sad the model listened most to 0.30–0.60 s (10 % of the support).',
    )
  })

  it('says what of the voice is no chance there, and which way', () => {
    expect(reason(measures(chance(-3, 0.01), chance(2.5, 0.02)))).toMatch(
      /where the voice is softer and higher in pitch than /,
    )
    expect(reason(measures(chance(3, 0.01), chance(2.5, 0.2)))).toMatch(
      /where the voice is louder than in random speech/,
    )
  })

  it('says that nothing stands out only of what was measured well', () => {
    expect(reason(measures(chance(1, 0.3), chance(1, 0.3)))).toMatch(
      /loudness and pitch there are not clearly different from random speech/,
    )
    const little: CueReliability = { ...good, state: 'little', reason: 'little-voice' }
    expect(reason(measures(chance(1, 0.3), chance(9, 0.01), little))).toMatch(
      /; loudness there is not clearly different/,
    )
    expect(reason(measures(chance(null, null), chance(1, 0.3)))).toMatch(/; pitch there is not clearly different/)
  })

  it('is silent where there are no windows', () => {
    expect(plainReason('Occlusion', 'sad', [], null, 'speech')).toBe('')
  })
})
