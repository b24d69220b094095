import { spokenEmotions, type SpokenEmotion } from '#engine/speech-synthesis/emotions'

/** File name of a demo clip, e.g. `spk03_happiness_02.wav`; it lies in a folder named after the speaker. */
export const demoFileGrammar = new RegExp(
  `^(?<speaker>spk\\d{2})_(?<emotion>${spokenEmotions.join('|')})_(?<take>\\d{2})\\.wav$`,
)

export interface DemoName {
  /** `spk01`... */
  readonly speaker: string
  /** The emotion that the file is labelled with. */
  readonly emotion: SpokenEmotion
  /** From 1. */
  readonly take: number
}

/** Path of a clip inside the corpus, forward slashes. */
export function demoFileName({ speaker, emotion, take }: DemoName): string {
  return `${speaker}/${speaker}_${emotion}_${String(take).padStart(2, '0')}.wav`
}

/** `name` is the last part of a path; null where it is no demo clip. */
export function parseDemoFileName(name: string): DemoName | null {
  const groups = demoFileGrammar.exec(name)?.groups
  if (!groups) return null
  return { speaker: groups.speaker, emotion: groups.emotion as SpokenEmotion, take: Number(groups.take) }
}
