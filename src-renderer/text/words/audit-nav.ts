export const auditNavWords = {
  title: 'Pages of the audit',
  clips: 'Clips',
  map: 'Map',
  findings: 'Findings',
  experiments: 'Experiments',
  compare: 'Compare',
} as const
