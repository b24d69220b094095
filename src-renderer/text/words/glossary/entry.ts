/** A word that the window uses as its own: what it means here, and after whom. */
export interface GlossaryEntry {
  readonly title: string
  readonly group: GlossaryGroup
  /** One or two sentences. */
  readonly words: string
  /** As one cites it, and its key in the program's list of references; without one the definition is CueScope's own. */
  readonly source?: readonly [shown: string, key: string]
}

export const glossaryGroups = {
  score: 'How good the model is',
  saliency: 'Where the model looked',
  trust: 'Whether a map can be believed',
  alike: 'Which clips the model sees alike',
  cue: 'What the voice does',
  fit: 'Whether that fits',
  people: 'What people say',
} as const
export type GlossaryGroup = keyof typeof glossaryGroups
