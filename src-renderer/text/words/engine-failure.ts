export const engineFailureWords = {
  status: (status: number) => `The engine answered with status ${status}.`,
  gone: 'The engine does not answer.',
} as const
