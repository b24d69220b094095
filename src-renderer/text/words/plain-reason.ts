const and = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** A clip's reason in one sentence. */
export const plainReasonWords = {
  listened: (by: string, question: string, stretches: readonly { startSec: number; endSec: number }[]): string =>
    `${by}: for ${question} the model listened mostly to ${and(
      stretches.map(({ startSec, endSec }) => `${startSec.toFixed(2)}–${endSec.toFixed(2)} s`),
    )}`,
  than: {
    loudness: { more: 'louder', less: 'softer' },
    pitch: { more: 'higher', less: 'lower' },
  },
  cues: { loudness: 'loudness', pitch: 'pitch' },
  differs: (where: string, telling: readonly string[], isSpeech: boolean): string =>
    `${where}, where the voice is ${and(telling)} than ${isSpeech ? 'in random speech' : 'in random places'} of the clip.`,
  same: (where: string, cues: readonly string[]): string =>
    `${where}; ${and(cues)} there ${cues.length > 1 ? 'are' : 'is'} as anywhere in the clip.`,
} as const
