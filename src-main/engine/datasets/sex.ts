import type { ClipFacts } from '#contracts/dataset'

const WORDS = new Map<string, NonNullable<ClipFacts['sex']>>([
  ['female', 'female'],
  ['f', 'female'],
  ['woman', 'female'],
  ['male', 'male'],
  ['m', 'male'],
  ['man', 'male'],
])

/** Null for anything but the usual words in any case. */
export function parseSex(word: string): ClipFacts['sex'] {
  return WORDS.get(word.trim().toLowerCase()) ?? null
}
