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

/** What else a page or a part of the settings is looked for by; shown beside it. */
export const pageAlso: Readonly<Record<string, string>> = {
  misclassifications: 'list, export as CSV or Parquet',
  findings: 'open or save the report',
  labels: 'export, import',
  agreement: 'kappa, alpha',
}
export const settingAlso: Readonly<Record<string, string>> = {
  look: 'theme, text size, font, motion',
  pictures: 'colours, saliency, levels',
  sound: 'volume, speed, loudness',
  annotation: 'annotator, blind',
  keys: 'shortcuts, Praat, Audacity',
  privacy: 'hide names',
  storage: 'disk, cache',
}

export const commandWords = {
  preset: (program: string) => `Use the keys of ${program}`,
  presetAlso: 'shortcuts, preset',
  presetUsed: (program: string) => `Keys as in ${program}`,
  report: 'Save the report of this audit',
  reportAlso: 'export as HTML',
} as const
