import type { Importer } from '#engine/datasets/importer'
import { stemOf } from '#engine/datasets/audio-names'

const NAME =
  /^(?<actor>1\d{3})_(?<sentence>IEO|TIE|IOM|IWW|TAI|MTI|IWL|ITH|DFA|ITS|TSI|WSI)_(?<emotion>ANG|DIS|FEA|HAP|NEU|SAD)_(?<level>LO|MD|HI|XX?)$/

const EMOTIONS: Record<string, string> = {
  ANG: 'anger',
  DIS: 'disgust',
  FEA: 'fear',
  HAP: 'happiness',
  NEU: 'neutral',
  SAD: 'sadness',
}

/** XX (X in some mirrors): the level was left to the actor. */
const LEVELS: Record<string, string | null> = { LO: 'low', MD: 'medium', HI: 'high', XX: null, X: null }

const SENTENCES: Record<string, string> = {
  IEO: "It's eleven o'clock",
  TIE: 'That is exactly what happened',
  IOM: "I'm on my way to the meeting",
  IWW: 'I wonder what this is about',
  TAI: 'The airplane is almost full',
  MTI: 'Maybe tomorrow it will be cold',
  IWL: 'I would like a new alarm clock',
  ITH: "I think I have a doctor's appointment",
  DFA: "Don't forget a jacket",
  ITS: "I think I've seen this before",
  TSI: 'The surface is slick',
  WSI: "We'll stop in a couple of minutes",
}

/** The emotion that the actor was asked for, not the listeners' votes. [cao2014] */
export const cremaD: Importer = {
  id: 'crema-d',
  title: 'CREMA-D',
  example: '1001_DFA_ANG_XX.wav',
  speakerTable: { file: 'VideoDemographics.csv', speaker: 'ActorID', sex: 'Sex' },
  recognise(file) {
    const name = NAME.exec(stemOf(file).toUpperCase())?.groups
    if (!name) return null
    return {
      file,
      dataset: 'crema-d',
      speaker: name.actor,
      sex: null,
      emotion: EMOTIONS[name.emotion],
      emotionCode: name.emotion,
      intensity: LEVELS[name.level],
      sentence: SENTENCES[name.sentence],
      repetition: null,
    }
  },
}
