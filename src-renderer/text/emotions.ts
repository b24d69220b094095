import type { ExpertEmotion } from '#contracts/expert-table'

/** Of the contract; a list of its own, for the contract would bring its checks, and their library, into the page. */
const all: Readonly<Record<ExpertEmotion['emotion'], true>> = {
  anger: true,
  disgust: true,
  fear: true,
  happiness: true,
  neutral: true,
  sadness: true,
  surprise: true,
  calm: true,
  boredom: true,
  contempt: true,
  excitement: true,
  frustration: true,
  other: true,
  unknown: true,
}
export const emotions = Object.keys(all) as readonly ExpertEmotion['emotion'][]
