export const paletteWords = {
  title: 'Find a command',
  field: 'Command, page, project or clip',
  results: 'What fits',
  none: 'Nothing is like that.',
  count: (found: number) => (found === 1 ? '1 result' : `${found} results`),
  searching: 'Looking for clips…',
  clipsFailed: 'The clips could not be searched.',
  keys: '↑ ↓ to choose, Enter to go, Esc to close',
} as const

export const paletteGroups = {
  action: 'Do',
  page: 'Go to',
  project: 'Project',
  audit: 'Audit',
  clip: 'Clip',
  setting: 'Settings',
  help: 'Help',
} as const
export type PaletteGroup = keyof typeof paletteGroups

/** Pages by the name of their route; one that isn't here goes by its crumb. */
export const pageTitles: Readonly<Record<string, string>> = {
  library: 'Library',
  settings: 'Settings',
  help: 'Help',
  project: 'Project: data sets and audits',
  'new-audit': 'New audit',
  misclassifications: 'Clips and confusion matrix',
  'expert-tables': 'Expert tables',
  findings: 'Findings',
  experiments: 'Experiments',
  'audit-run': 'Run of this audit',
  queues: 'Annotation: queues',
  agreement: 'Annotation: agreement',
  labels: 'Annotation: labels to send and merge',
}

export const auditTitle = (dataset: string, model: string): string => `${dataset} · ${model}`
