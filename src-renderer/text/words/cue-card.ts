import { formatPlural } from '../format'

export const cueCardWords = {
  list: 'Cues, the most unusual first',
  absent: 'Not measurable there',
  absentList: 'Cues that are not measurable there',
  unmeasured: 'Not measurable there.',
  notScored: 'not scored',
  inSpeech: 'in random speech',
  inPlaces: 'in random places',
  less: (isSpeech: boolean) => `Salient less ${isSpeech ? 'random speech' : 'random places'}`,
} as const

export const cueFigureWords = {
  salient: 'Salient',
  randomSpeech: 'Random speech',
  randomAnywhere: 'Random, anywhere',
  full: 'Full clip, pauses too',
  within: (sd: string) => `${sd} within`,
  caption: (cue: string) =>
    `${cue}, mean, spread within (over frames) or between random draws (±), and what the salient windows differ by`,
  mean: 'mean',
  spread: 'spread',
  spreadTip: 'Standard deviation: within the region, over its frames; ± between random draws, of their means',
  differs: 'differs',
  draws: (count: number, p: string | null) => `${formatPlural(count, 'random draw')}${p === null ? '' : `, ${p}`}.`,
  variability: (own: string, random: string, z: string, p: string) =>
    `It varies by ${own} within the windows, ${random} in random ones: z ${z}, ${p}.`,
} as const
