export const clipHeaderWords = {
  back: 'Back to the list',
  expected: 'Expected',
  unmapped: (emotion: string | null) => `${emotion ?? 'no label'} (unmapped)`,
  predicted: 'Predicted',
  previous: 'Previous clip',
  next: 'Next clip',
} as const

export const clipViewWords = {
  refused: 'This clip was refused',
  locate: 'Locate its data set…',
  reading: 'Reading the clip…',
  listen: 'Listen',
  alone: (channel: number) => `channel ${channel} alone`,
} as const
