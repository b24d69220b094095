import { formatNumber, formatPercent } from '../format'

export const questionBarWords = {
  spoken: (question: string, method: string) => `What speaks for ${question}, by ${method}`,
  predicted: (label: string) => `${label} (predicted)`,
  expected: (label: string) => `${label} (expected)`,
  what: 'What speaks for',
  target: 'Label that is explained',
  than: 'rather than',
  against: 'Rather than',
  anything: 'anything else',
  by: 'by',
  method: 'Method',
  beside: 'Two methods side by side',
} as const

export const methodObstacleWords = {
  instead: (method: string, why: string) => `${method} is not on offer for this model: ${why}. This is occlusion.`,
} as const

export const besideWords = {
  method: 'Second method',
  flat: 'no rank correlation: one is flat over time',
  rank: (rank: number) => `${formatNumber(rank, 2)} rank correlation over time`,
  noWindows: 'no windows to compare',
  overlap: (share: number) => `${formatPercent(share, 0)} of the windows’ time in common`,
  stop: 'Stop',
  play: 'Play the salient segments of this method',
} as const
