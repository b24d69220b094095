import type { Annotation } from '#contracts/annotation'
import { canonicalEmotion, type CanonicalEmotion } from '#engine/datasets/emotion-words'

/** Dials this near to the middle say nothing. */
const MIDDLE = 0.25

type Sign = 1 | -1

/**
 * Which half of each dial an emotion lies in, where the circumplex leaves no doubt; surprise, calm pleasure and the like
 * have none. References: [russell1980].
 */
const halves: Partial<Record<CanonicalEmotion, { readonly valence?: Sign; readonly arousal?: Sign }>> = {
  anger: { valence: -1, arousal: 1 },
  disgust: { valence: -1 },
  fear: { valence: -1, arousal: 1 },
  happiness: { valence: 1 },
  sadness: { valence: -1 },
  calm: { arousal: -1 },
  boredom: { valence: -1, arousal: -1 },
  contempt: { valence: -1 },
  excitement: { valence: 1, arousal: 1 },
  frustration: { valence: -1 },
}

const words = {
  valence: { '1': 'pleasant', '-1': 'unpleasant' },
  arousal: { '1': 'excited', '-1': 'calm' },
} as const

/** Anger with a pleasant dial, boredom with an excited one...: one sentence each. The dial of neutral is near the middle. */
export function contradictions({
  emotion,
  arousal,
  valence,
}: Pick<Annotation, 'emotion' | 'arousal' | 'valence'>): string[] {
  const meaning = emotion === null ? null : canonicalEmotion(emotion)
  if (meaning === null) return []
  const dials = { valence, arousal }
  return (['valence', 'arousal'] as const).flatMap(dial => {
    const value = dials[dial]
    if (value === null) return []
    if (meaning === 'neutral' && dial === 'valence' && Math.abs(value) > 1 - MIDDLE)
      return [`“${emotion}” with valence ${value.toFixed(2)}: neutral is neither pleasant nor unpleasant.`]
    const half = halves[meaning]?.[dial]
    if (half === undefined || half * value >= -MIDDLE) return []
    const [is, said] = [words[dial][`${half}`], words[dial][`${-half as Sign}`]]
    return [`“${emotion}” is ${is}, but ${dial} ${value.toFixed(2)} says ${said}.`]
  })
}
