import type { GlossaryEntry } from './entry'
import { mapTerms } from './maps'
import { scoreTerms } from './scores'
import { voiceTerms } from './voice'

export { glossaryGroups } from './entry'
export type { GlossaryEntry, GlossaryGroup } from './entry'

export const glossary = { ...scoreTerms, ...mapTerms, ...voiceTerms } as const satisfies Record<string, GlossaryEntry>

export type Term = keyof typeof glossary
export const terms = Object.keys(glossary) as Term[]

export const glossaryWords = {
  find: 'Find a term',
  none: 'No term is like that.',
  after: (source: string) => `After ${source}.`,
} as const

/** The definition with its source, for a tooltip. */
export function definition(term: Term): string {
  const entry: GlossaryEntry = glossary[term]
  return entry.source ? `${entry.words} ${glossaryWords.after(entry.source[0])}` : entry.words
}
