import type { Importer } from '#engine/datasets/importer'
import { stemOf } from '#engine/datasets/audio-names'

const NAME =
  /^0[1-3]-(?<channel>0[12])-(?<emotion>0[1-8])-(?<intensity>0[12])-(?<statement>0[12])-(?<repetition>0[12])-(?<actor>0[1-9]|1\d|2[0-4])$/

const EMOTIONS: Record<string, string> = {
  '01': 'neutral',
  '02': 'calm',
  '03': 'happiness',
  '04': 'sadness',
  '05': 'anger',
  '06': 'fear',
  '07': 'disgust',
  '08': 'surprise',
}
const INTENSITIES: Record<string, string> = { '01': 'normal', '02': 'strong' }
const STATEMENTS: Record<string, string> = {
  '01': 'Kids are talking by the door',
  '02': 'Dogs are sitting by the door',
}

/** Sung clips are a data set of their own: scores of speech and song say different things. [livingstone2018] */
export const ravdess: Importer = {
  id: 'ravdess',
  title: 'RAVDESS',
  example: '03-01-05-02-01-02-01.wav',
  parts: { 'ravdess-song': 'RAVDESS song' },
  recognise(file) {
    const name = NAME.exec(stemOf(file))?.groups
    if (!name) return null
    return {
      file,
      dataset: name.channel === '02' ? 'ravdess-song' : 'ravdess',
      speaker: name.actor,
      sex: Number(name.actor) % 2 === 1 ? 'male' : 'female',
      emotion: EMOTIONS[name.emotion],
      emotionCode: name.emotion,
      intensity: INTENSITIES[name.intensity],
      sentence: STATEMENTS[name.statement],
      repetition: name.repetition,
    }
  },
}
