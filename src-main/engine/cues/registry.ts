import { cueKeys, type CueInfo } from '#contracts/cue'
import { cueDefinitions } from './cue-definitions'

/** A key of references.md as people cite it: `eyben2016` -> `Eyben et al. 2016`. */
function citation(key: string): string {
  const [, name, year] = /^([a-z-]+)(\d{4})/.exec(key) ?? ['', key, '']
  return `${name[0].toUpperCase()}${name.slice(1)} et al. ${year}`.trim()
}

/** What the window shows about each cue, in the contract's order. */
export const cueRegistry: readonly CueInfo[] = cueKeys.map(key => {
  const { title, unit, digits, definition, source } = cueDefinitions[key]
  return { key, title, unit, digits, definition, source: citation(source) }
})
