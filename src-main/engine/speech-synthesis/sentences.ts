import { phoneOf, type Phone } from './phones'

/** Words of syllables, each a consonant and a vowel: `['la to mi', 'ne sa']`. Meaningless in any language. */
export type Sentence = readonly string[]

/** Spoken by every demo speaker in every emotion, so that wording says nothing about the emotion. */
export const demoSentences: readonly Sentence[] = [
  ['ma lo', 'si na te'],
  ['fe ru', 'ka mi'],
  ['so le', 'bi na'],
  ['la ti', 'Se no ga'],
  ['no mi', 'fa lu re'],
  ['gi so', 'le ta'],
]

/** Spoken by the speakers of the training set only. */
export const trainingSentences: readonly Sentence[] = [
  ['na ke', 'so li'],
  ['mu fa', 'te lo'],
  ['li sa', 'no de ma'],
  ['ru pe', 'Sa ni'],
  ['za mo', 'ti re'],
  ['ko ni', 'le fa su'],
  ['ba lu', 'me so'],
  ['ne da', 'vi lo ka'],
  ['ga si', 'mo re'],
  ['te na', 'lu So mi'],
  ['vo ri', 'ma ze'],
  ['si bo', 'la nu'],
]

export interface Syllable {
  readonly phones: readonly Phone[]
  readonly isWordEnd: boolean
}

export function syllablesOf(sentence: Sentence): Syllable[] {
  return sentence.flatMap(word => {
    const parts = word.split(' ')
    return parts.map((part, i) => ({ phones: [...part].map(phoneOf), isWordEnd: i === parts.length - 1 }))
  })
}
