export const columnBorderWords = {
  what: 'Drag to give the column more or less room; a double click gives its usual width back',
  width: (rem: number | null): string => (rem === null ? 'usual width' : `${rem} em wide`),
  names: { playlist: 'Border of the clip list', inspector: 'Border of the inspector', scores: 'Border of the scores' },
} as const
