import { areNamesMasked } from './shown-name'

/** As `NOTES_ONLY` of `contracts/clip-query.ts`. */
const NOTES_ONLY = 'note:'

/** What is asked for: where names are hidden, they are not searched either. Undefined: nothing was typed. Reactive. */
export function askedText(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return areNamesMasked() && !text.startsWith(NOTES_ONLY) ? `${NOTES_ONLY}${text}` : text
}

/** What the field shows for it. Reactive. */
export function typedText(asked = ''): string {
  return areNamesMasked() && asked.startsWith(NOTES_ONLY) ? asked.slice(NOTES_ONLY.length) : asked
}
