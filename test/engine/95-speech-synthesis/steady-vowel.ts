import type { ControlFrame, ControlTrack } from '#engine/speech-synthesis/control-track'
import { SOURCE_OFF_DB } from '#engine/speech-synthesis/control-track'

/** A modal voice on one vowel, nothing moving but what `change` moves. */
export function steadyVowel(durationSec: number, change: (timeSec: number) => Partial<ControlFrame>): ControlTrack {
  const frameSec = 0.002
  const frames = Array.from({ length: Math.round(durationSec / frameSec) }, (_, i): ControlFrame => {
    const steady: ControlFrame = {
      f0Hz: 120,
      voicingDb: 0,
      aspirationDb: SOURCE_OFF_DB,
      fricationDb: SOURCE_OFF_DB,
      frication: null,
      tiltDb: 0,
      openQuotient: 0.6,
      jitterPercent: 0,
      shimmerDb: 0,
      formants: [500, 1500, 2500, 3500, 4500, 5500, 6500, 7500].map(frequencyHz => ({ frequencyHz, bandwidthHz: 80 })),
      nasalPoleHz: 270,
      nasalZeroHz: 270,
    }
    return { ...steady, ...change(i * frameSec) }
  })
  return { frameSec, frames }
}
