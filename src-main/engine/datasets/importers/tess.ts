import type { Importer } from '#engine/datasets/importer'
import { stemOf } from '#engine/datasets/audio-names'

const NAME =
  /^(?<speaker>OAF|OA|YAF)_(?<word>[a-z-]+)_(?<emotion>angry|disgust|fear|happy|neutral|ps|pleasant_surprised?|sad)$/i

const EMOTIONS: Record<string, string> = {
  angry: 'anger',
  disgust: 'disgust',
  fear: 'fear',
  happy: 'happiness',
  neutral: 'neutral',
  ps: 'surprise',
  pleasant_surprise: 'surprise',
  pleasant_surprised: 'surprise',
  sad: 'sadness',
}

/** One clip of the published corpus lacks a letter, `OA_bite_neutral`: its speaker is OAF. [pichora-fuller2020] */
export const tess: Importer = {
  id: 'tess',
  title: 'TESS',
  example: 'OAF_back_angry.wav',
  recognise(file) {
    const name = NAME.exec(stemOf(file))?.groups
    if (!name) return null
    const emotionCode = name.emotion.toLowerCase()
    return {
      file,
      dataset: 'tess',
      speaker: name.speaker.toUpperCase() === 'YAF' ? 'YAF' : 'OAF',
      sex: 'female',
      emotion: EMOTIONS[emotionCode],
      emotionCode,
      intensity: null,
      sentence: `Say the word ${name.word.toLowerCase()}`,
      repetition: null,
    }
  },
}
