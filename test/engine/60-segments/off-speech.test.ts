import { describe, expect, it } from 'vitest'
import { offSpeechFacts } from '#engine/segments/off-speech'

const axis = { startSec: 0, hopSec: 0.1, durationSec: 1 }
const speech = [
  { startSec: 0.15, endSec: 0.35 },
  { startSec: 0.6, endSec: 0.8 },
]

describe('engine/segments - relevance where nobody speaks', () => {
  it('frames 2, 3, 6 and 7 of ten are speech; the rest is not', () => {
    const profile = Float64Array.of(1, 0, 4, 0, 0, 1, 2, 0, 0, 2)
    expect(offSpeechFacts(profile, axis, speech)).toEqual({ offSpeechRelevance: 0.4, offSpeechTime: 0.6 })
  })

  it('even relevance lies off speech as much as time does', () => {
    const { offSpeechRelevance, offSpeechTime } = offSpeechFacts(new Float64Array(10).fill(3), axis, speech)
    expect(offSpeechRelevance).toBeCloseTo(offSpeechTime!, 12)
  })

  it('what lies in the padding before the clip is no speech', () => {
    const profile = Float64Array.of(1, 1, 0, 0, 2)
    const found = offSpeechFacts(profile, { ...axis, startSec: -0.2 }, [{ startSec: 0, endSec: 1 }])
    expect(found).toEqual({ offSpeechRelevance: 0.5, offSpeechTime: 0.4 })
  })

  it('no speech at all, and no relevance at all', () => {
    expect(offSpeechFacts(Float64Array.of(0, 1), axis, [])).toEqual({ offSpeechRelevance: 1, offSpeechTime: 1 })
    expect(offSpeechFacts(new Float64Array(5), axis, speech)).toEqual({})
  })
})
