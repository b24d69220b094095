import { formatPercent } from '../format'

const and = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

interface Listened {
  readonly stretches: readonly { startSec: number; endSec: number }[]
  /** Of all support, 0..1: what is the most may still be little. */
  readonly share: number
}

/** A clip's reason in one sentence. */
export const plainReasonWords = {
  listened: (by: string, question: string, { stretches, share }: Listened): string =>
    `${by}: for ${question} the model listened ${share >= 0.5 ? 'mostly' : 'most'} to ${and(
      stretches.map(({ startSec, endSec }) => `${startSec.toFixed(2)}–${endSec.toFixed(2)} s`),
    )} (${formatPercent(share, 0)} of the support)`,
  than: {
    loudness: { more: 'louder', less: 'softer' },
    pitch: { more: 'higher in pitch', less: 'lower in pitch' },
  },
  cues: { loudness: 'loudness', pitch: 'pitch' },
  differs: (where: string, telling: readonly string[], isSpeech: boolean): string =>
    `${where}, where the voice is ${and(telling)} than ${isSpeech ? 'in random speech' : 'in random places'} of the clip.`,
  same: (where: string, cues: readonly string[], isSpeech: boolean): string =>
    `${where}; ${and(cues)} there ${cues.length > 1 ? 'are' : 'is'} not clearly different from ${isSpeech ? 'random speech' : 'random places'} of the clip.`,
} as const
