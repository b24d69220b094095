import { matchLoudness } from '../sound/match-loudness'
import type { LoudnessMatch } from '../sound/match-loudness'
import { useSettingsStore } from '../stores/settings'

/** How loud clips are played: the listener's volume, on top of what brings them to one loudness where that is wished for. */
export function useLevel(): {
  /** null: as it is. */
  matchOf(samples: Float32Array, sampleRateHz: number): LoudnessMatch | null
  gainOf(samples: Float32Array, sampleRateHz: number): number
} {
  const settings = useSettingsStore()
  const matchOf = (samples: Float32Array, sampleRateHz: number): LoudnessMatch | null =>
    settings.isLoudnessMatched ? matchLoudness(samples, sampleRateHz, settings.gain) : null
  return { matchOf, gainOf: (samples, sampleRateHz) => matchOf(samples, sampleRateHz)?.gain ?? settings.gain }
}
