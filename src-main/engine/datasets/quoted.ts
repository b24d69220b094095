// Control characters, and those that turn or hide the text around them on a screen.
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"\\]/g
const MAX_LENGTH = 200

/** A name from a stranger's file, in double quotes, fit for a message, a log or a terminal. */
export function quoted(text: string): string {
  const shown = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
  return `"${shown.replace(UNSAFE, escape)}"`
}

function escape(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
