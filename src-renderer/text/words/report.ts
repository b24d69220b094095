export const reportWords = {
  open: 'Open report',
  save: 'Save report…',
} as const
