import type { TrackWeakness } from '#contracts/cue'
import { formatPercent } from '../format'

const reasons: Readonly<Record<TrackWeakness, string>> = {
  'few-periods': 'fewer than three pitch periods to compare',
  'low-snr': 'little above the background',
  clipped: 'cut off at full scale',
  'unclear-pitch': 'the pitch is not clear there',
}

/** Cues over time, below the picture. */
export const cueTrackWords = {
  reasons,
  weak: 'Hatched and pale: the value rests on little.',
  weakWhen: [
    'Jitter and shimmer: fewer than three pitch periods in a frame of 60 ms (Titze and Liang 1993), or the speech is less than 20 dB above the background.',
    'Other cues: the speech is less than 10 dB above the background.',
    'Cues of the voice: the pitch is not clear (voicing below 0.7) and was carried over from its neighbours.',
    'All: more than 0.5 % of the samples are cut off at full scale.',
  ],
  weakTip: (share: number): string =>
    `Hatched and pale: rests on little, ${formatPercent(share, share < 0.01 ? 1 : 0)} of its values. The menu of cue tracks says what counts.`,
  menu: 'Cue tracks',
  all: 'Cues over time',
  drawn: 'Cues that are drawn',
  full: 'Six fit; take one away to add another.',
  most: 'Up to six.',
  track: (title: string, unit: string, weakShare: number): string =>
    `${title} over time${unit ? `, ${unit}` : ''}${weakShare > 0 ? `; ${formatPercent(weakShare, 0)} rests on little` : ''}`,
  nowhere: 'Nowhere measurable in this clip.',
  atCursor: 'Cues at the cursor',
  spoken: (sec: string, values: string): string => `At ${sec} s: ${values}`,
  value: (title: string, value: string, unit: string): string => `${title} ${`${value} ${unit}`.trim()}`,
  notMeasurable: (title: string): string => `${title} not measurable`,
} as const
