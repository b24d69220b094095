import { cueKeys, type CueInfo } from '#contracts/cue'
import { cueDefinitions } from './cue-definitions'

/** What the window shows about each cue, in the contract's order. */
export const cueRegistry: readonly CueInfo[] = cueKeys.map(key => {
  const { title, unit, digits, definition, source } = cueDefinitions[key]
  return { key, title, unit, digits, definition, source }
})
