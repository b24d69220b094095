export const uiWords = {
  close: 'Close',
  loading: 'Loading…',
  tryAgain: 'Try again',
} as const
