export const providerFactWords = {
  not: (provider: string) => `Not ${provider}`,
} as const
