import type { canonicalEmotions } from '#contracts/dataset'

export type CanonicalEmotion = (typeof canonicalEmotions)[number]

/**
 * What corpora and models call an emotion: English nouns and adjectives, three-letter codes, German, French, Spanish
 * and Italian. Only words that mean the same: excitement is not happiness, calm is not neutral, anxiety is not fear.
 */
const WORDS: Record<CanonicalEmotion, string> = {
  anger: 'anger angry ang wut ärger zorn colère ira enojo enfado rabia rabbia',
  disgust: 'disgust disgusted dis ekel dégoût asco disgusto',
  fear: 'fear fearful fea afraid scared angst peur miedo temor paura',
  happiness: 'happiness happy hap joy joyful joie freude fröhlichkeit felicidad alegría gioia felicità',
  neutral: 'neutral neu neutrality neutre neutro neutralità',
  sadness: 'sadness sad traurigkeit trauer tristesse tristeza tristezza',
  surprise: 'surprise surprised sur ps pleasant-surprise pleasant-surprised überraschung sorpresa',
  calm: 'calm calmness calme calma ruhe',
  boredom: 'boredom bored bor langeweile ennui aburrimiento noia',
  contempt: 'contempt contemptuous verachtung mépris desprecio disprezzo',
  excitement: 'excitement excited exc',
  frustration: 'frustration frustrated fru',
  other: 'other oth',
  unknown: 'unknown unk xxx no-agreement',
}

const canonicalByWord = new Map<string, CanonicalEmotion>(
  Object.entries(WORDS).flatMap(([emotion, words]) =>
    words.split(' ').map(word => [word, emotion as CanonicalEmotion] as const),
  ),
)

/** The canonical emotion that a word means, in any case and spelt with spaces, `-` or `_`; null: none of them. */
export function canonicalEmotion(word: string): CanonicalEmotion | null {
  const key = word
    .trim()
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\s_-]+/g, '-')
  return canonicalByWord.get(key) ?? null
}
