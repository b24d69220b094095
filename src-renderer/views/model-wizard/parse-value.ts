const names: Readonly<Record<string, unknown>> = {
  none: null,
  null: null,
  yes: true,
  true: true,
  no: false,
  false: false,
}

/** A field's value as a person types it: a number, yes or no, none, a list or object as JSON, else a word. */
export function parseValue(text: string): unknown {
  const plain = text.trim()
  if (plain.toLowerCase() in names) return names[plain.toLowerCase()]
  if (plain !== '' && Number.isFinite(Number(plain))) return Number(plain)
  if (!/^[[{]/.test(plain)) return plain
  try {
    return JSON.parse(plain) as unknown
  } catch {
    return plain // the engine says what is wrong with it
  }
}

/** One number, or one a band, with any separators; null: it is neither. */
export function parsePerBand(text: string, bands: number): number | number[] | null {
  const numbers = text
    .replace(/[[\]]/g, ' ')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number)
  if (!numbers.every(Number.isFinite)) return null
  if (numbers.length === 1) return numbers[0]
  return numbers.length === bands ? numbers : null
}
