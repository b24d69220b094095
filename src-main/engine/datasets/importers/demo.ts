import { parseDemoFileName } from '#engine/demo/file-grammar'
import type { Importer } from '#engine/datasets/importer'
import { stemOf } from '#engine/datasets/audio-names'

/** The synthetic corpus that this program makes itself. */
export const demo: Importer = {
  id: 'demo',
  title: 'Demo corpus (synthetic)',
  example: 'spk03_happiness_02.wav',
  speakerTable: { file: 'speakers.csv', speaker: 'speaker', sex: 'sex' },
  recognise(file) {
    const name = parseDemoFileName(`${stemOf(file)}.wav`)
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
      repetition: String(name.take).padStart(2, '0'),
    }
  },
}
