export const removeExperimentWords = {
  title: 'Delete this experiment?',
  what: 'Its outcomes go for good. The audit, its results and annotations stay; asked again with the same settings and seed, it gives the same.',
  keep: 'Keep it',
  action: 'Delete experiment',
} as const
