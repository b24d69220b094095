export const histogramWords = {
  from: (title: string) => `${title}: lower end`,
  to: (title: string) => `${title}: upper end`,
} as const
