/** What the pages are called, in the way back to them. */
export const pageWords = {
  settings: 'Settings',
  help: 'Help',
  addModel: 'Add a model',
  newAudit: 'New audit',
  map: 'Map',
  compare: 'Compare',
  expertTables: 'Expert tables',
  findings: 'Findings',
  experiments: 'Experiments',
  run: 'Run',
  clip: 'Clip',
} as const
