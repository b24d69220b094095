import { emotions } from '../../text/emotions'

export interface EmotionChoice {
  readonly emotion: string
  /** 1..9: the key that gives it; null: in the list of further ones. */
  readonly digit: number | null
  /** One of the model's own labels. */
  readonly isLabel: boolean
}

/** No emotion can be told: has a key of its own, `0`. */
export const UNSURE = 'unknown'
/** So many letters tell all canonical emotions apart, and are the same in angry and anger, sad and sadness. */
const STEM = 3

/**
 * The model's labels in its order, then the canonical emotions that none of them names; the first nine have a number key.
 * A label in other words (joy for happiness) leaves its canonical emotion in the list: the engine counts both as one.
 */
export function emotionChoices(labels: readonly string[]): EmotionChoice[] {
  const stems = new Set(labels.map(stem))
  const others = emotions.filter(one => one !== UNSURE && one !== 'other' && !stems.has(stem(one)))
  return [...labels.filter(label => label !== UNSURE), ...others, 'other'].map((emotion, at) => ({
    emotion,
    digit: at < 9 && emotion !== 'other' ? at + 1 : null,
    isLabel: labels.includes(emotion),
  }))
}

function stem(word: string): string {
  return word.trim().toLowerCase().slice(0, STEM)
}
