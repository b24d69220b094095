import { cueKeys, type CueInfo } from '#contracts/cue'
import { cueDefinitions } from './cue-definitions'

/** Keys of references.md as people cite them. */
const citations: Readonly<Record<string, string>> = {
  boersma1993: 'Boersma 1993',
  davis1980: 'Davis & Mermelstein 1980',
  eyben2016: 'Eyben et al. 2016',
  hammarberg1980: 'Hammarberg et al. 1980',
  hanson1997: 'Hanson 1997',
  markel1976: 'Markel & Gray 1976',
  sundberg2006: 'Sundberg & Nordenberg 2006',
  tamarit2008: 'Tamarit et al. 2008',
  titze1993: 'Titze & Liang 1993',
}

/** What the window shows about each cue, in the contract's order. */
export const cueRegistry: readonly CueInfo[] = cueKeys.map(key => {
  const { title, unit, digits, definition, source } = cueDefinitions[key]
  return { key, title, unit, digits, definition, source: citations[source] }
})
