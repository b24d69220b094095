export const chartMenuWords = {
  save: (title: string) => `Save ${title}`,
  formats: {
    png: 'Picture (PNG)',
    svg: 'Picture of lines and text (SVG)',
    csv: 'Table of its values (CSV)',
  },
} as const

/** Columns of the table that a chart of intervals is. */
export const intervalCsvTitles = {
  name: 'name',
  n: 'n',
  value: 'value',
  low: 'low (95 %)',
  high: 'high (95 %)',
  note: 'note',
} as const

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
