import type { TrackWeakness } from '#contracts/cue'
import type { Seconds } from '#engine/base/units'
import { frameWeakness } from './evidence-rules'
import { voicingThreshold } from './pitch/pitch-path'
import { cueKind, cueQuality, regionEvidence, type ClipEvidence } from './quality'
import type { CueTrack } from './cue-tracks'

/** A 60 ms frame is what a voiced cue is read from; one of 20 ms lies in the middle of it, and its mean over three reaches as far. */
const reachSec: Seconds = 0.03

/**
 * Where a cue's track rests on little: for each row why, or null. What makes a region's cue doubtful (`evidence-rules.ts`)
 * is asked of the frame alone, where a frame can answer it; and of a voiced cue, whether the pitch is clear there or was
 * carried through from its neighbours. A row without a value is not weak: it is a gap.
 */
export function weakRows({ key, values, middleSec }: CueTrack, evidence: ClipEvidence): (TrackWeakness | null)[] {
  const { hopSec, voicing } = evidence
  const isVoiced = cueKind(key) !== 'spectrum'
  return Array.from(values, (value, row) => {
    if (Number.isNaN(value)) return null
    const sec = middleSec + row * hopSec
    const frame = [{ startSec: sec - reachSec, endSec: sec + reachSec }]
    const broken = frameWeakness(key, cueQuality(key, regionEvidence(evidence, frame)))
    if (broken !== null) return broken
    const clarity = voicing[Math.round((sec - evidence.middleSec) / hopSec)] ?? 0
    return isVoiced && clarity < voicingThreshold ? 'unclear-pitch' : null
  })
}
