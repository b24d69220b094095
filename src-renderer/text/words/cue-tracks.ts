/** Cues over time, below the picture. */
export const cueTrackWords = {
  menu: 'Cue tracks',
  all: 'Cues over time',
  drawn: 'Cues that are drawn',
  full: 'Six fit; take one away to add another.',
  most: 'Up to six.',
  track: (title: string, unit: string): string => `${title} over time${unit ? `, ${unit}` : ''}`,
  nowhere: 'Nowhere measurable in this clip.',
  atCursor: 'Cues at the cursor',
  spoken: (sec: string, values: string): string => `At ${sec} s: ${values}`,
  value: (title: string, value: string, unit: string): string => `${title} ${`${value} ${unit}`.trim()}`,
  notMeasurable: (title: string): string => `${title} not measurable`,
} as const
