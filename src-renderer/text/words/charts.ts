export const intervalWords = {
  interval: '95 %',
  line: (value: string, meaning: string) => `line at ${value}: ${meaning}`,
  caption: (title: string, line: string | null) => `${title}, with 95 % intervals${line === null ? '' : `; ${line}`}`,
} as const

export const barCountWords = {
  list: 'List these clips',
} as const

export const colorBarWords = {
  title: (label: string, ticks: readonly string[], unit = '') =>
    `${label}: ${ticks.join(', ')} from top to bottom${unit ? `, ${unit}` : ''}`,
} as const
