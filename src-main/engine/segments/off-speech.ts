import type { Segment } from '#contracts/segment'
import type { FrameAxis } from './segments'

/** Where the positive relevance lies, and what relevance that knows nothing of speech would have there. */
export interface OffSpeechFacts {
  /** Share of the relevance in frames that are no speech, the front end's padding included, 0..1. */
  readonly offSpeechRelevance: number
  /** Share of such frames. */
  readonly offSpeechTime: number
}

/** None for a profile of zeros. @param profile positive relevance of each frame @param speech in order, none overlapping */
export function offSpeechFacts(
  profile: Float64Array,
  { startSec, hopSec }: FrameAxis,
  speech: readonly Pick<Segment, 'startSec' | 'endSec'>[],
): OffSpeechFacts | Record<string, never> {
  const total = profile.reduce((sum, value) => sum + value, 0)
  if (!(total > 0)) return {}
  let [relevance, frames, next] = [0, 0, 0]
  for (const [frame, value] of profile.entries()) {
    const timeSec = startSec + frame * hopSec
    while (next < speech.length && speech[next].endSec <= timeSec) next++
    if (next < speech.length && speech[next].startSec <= timeSec) continue
    relevance += value
    frames++
  }
  return { offSpeechRelevance: relevance / total, offSpeechTime: frames / profile.length }
}
