export const opensmileWords = {
  looking: 'Looking for openSMILE…',
  found: (version: string | null) => `Found: ${version ? `version ${version}` : 'its version is not written there'}`,
  fromStart: 'The folder was named when the program was started; that goes before the setting.',
} as const
