import type { Importer } from '../importer'
import { stemOf } from '../audio-names'

const NAME = /^(?<speaker>spk\d{2})_(?<emotion>anger|disgust|fear|happiness|neutral|sadness|surprise)_(?<take>\d{2})$/

/** The synthetic corpus that this program makes itself. */
export const demo: Importer = {
  id: 'demo',
  title: 'Demo corpus (synthetic)',
  example: 'spk03_happiness_02.wav',
  speakerTable: { file: 'speakers.csv', speaker: 'speaker', sex: 'sex' },
  recognise(file) {
    const name = NAME.exec(stemOf(file))?.groups
    if (!name) return null
    return {
      file,
      dataset: 'demo',
      speaker: name.speaker,
      sex: null,
      emotion: name.emotion,
      emotionCode: name.emotion,
      intensity: null,
      sentence: null,
      repetition: name.take,
    }
  },
}
