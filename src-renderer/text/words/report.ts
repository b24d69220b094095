export const reportWords = {
  open: 'Open report',
  save: 'Save report…',
  figures: 'Figures…',
} as const

export const reportFigureWords = {
  title: 'Figures of the report',
  description: 'Each as a picture (PNG), as lines and text (SVG), or as a table of its values (CSV).',
  formats: { png: 'PNG', svg: 'SVG', csv: 'CSV' },
  saveAs: (caption: string, format: 'png' | 'svg' | 'csv') => `Save as ${format.toUpperCase()}: ${caption}`,
  drawing: 'Drawing the figures…',
  none: 'This report has no figures.',
} as const
