import type { Expectation } from '#contracts/model-wizard'

const NUMBER = /^[-+−]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

/**
 * Scores as people paste them: `angry=0.81, sad=0.12`; a line each; CSV with or without titles; JSON; or bare numbers in
 * the order of the labels. null: no scores can be read from it.
 */
export function parseExpected(text: string): Expectation['values'] | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  return fromJson(trimmed) ?? fromNumbers(trimmed) ?? fromTitledRow(trimmed) ?? fromPairs(trimmed)
}

const toNumber = (text: string): number | null =>
  NUMBER.test(text.trim()) ? Number(text.trim().replace('−', '-')) : null

function fromJson(text: string): Expectation['values'] | null {
  if (!/^[[{]/.test(text)) return null
  try {
    const value: unknown = JSON.parse(text)
    // [[...]] is how a batch of one is printed.
    const inner: unknown = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
    const values = Object.values(inner as object)
    if (values.length === 0 || !values.every(one => typeof one === 'number')) return null
    return inner as Expectation['values']
  } catch {
    return fromNumbers(text.replace(/[[\]]/g, ' ')) // as NumPy prints it, without commas
  }
}

function fromNumbers(text: string): number[] | null {
  const numbers = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(toNumber)
  return numbers.every(number => number !== null) ? numbers : null
}

function fromTitledRow(text: string): Record<string, number> | null {
  const rows = text.split(/\r?\n/).map(line => line.split(/[,;\t]/).map(cell => cell.trim()))
  if (rows.length !== 2 || rows[0].length !== rows[1].length || rows[0].length < 2) return null
  const numbers = rows[1].map(toNumber)
  if (!numbers.every(number => number !== null) || rows[0].some(cell => toNumber(cell) !== null)) return null
  return Object.fromEntries(rows[0].map((label, i) => [unquoted(label), numbers[i]!]))
}

function fromPairs(text: string): Record<string, number> | null {
  const lines = text.split(/\r?\n/)
  const isOfSigns = /[=:]/.test(text)
  const parts = (isOfSigns ? lines.flatMap(line => line.split(/[,;]/)) : lines).map(part => part.trim()).filter(Boolean)
  const pairs = parts.map(part => /^(.+?)\s*[=:,;\t]\s*(\S+)$/.exec(part) ?? /^(.+)\s+(\S+)$/.exec(part))
  const found = pairs.map(pair => (pair ? ([unquoted(pair[1].trim()), toNumber(pair[2])] as const) : null))
  // A table may have titles above its first row.
  const isTitled = !isOfSigns && found.length > 1 && (found[0]?.[1] ?? null) === null
  const kept = isTitled ? found.slice(1) : found
  if (kept.some(pair => pair === null || pair[1] === null)) return null
  return Object.fromEntries(kept as (readonly [string, number])[])
}

const unquoted = (label: string): string => label.replace(/^(["'])(.*)\1$/, '$2')

/** What is wrong with scores for these labels; null: nothing. */
export function expectedProblem(
  values: Expectation['values'] | null,
  labels: readonly string[],
): { readonly unknown: string } | { readonly count: number } | 'unreadable' | null {
  if (values === null) return 'unreadable'
  if (Array.isArray(values)) return values.length === labels.length ? null : { count: values.length }
  const known = new Set(labels.map(label => label.toLowerCase()))
  const unknown = Object.keys(values).find(label => !known.has(label.toLowerCase()))
  return unknown === undefined ? null : { unknown }
}

/** With the labels spelled as the model spells them. */
export function spelledAsLabels(values: Expectation['values'], labels: readonly string[]): Expectation['values'] {
  if (Array.isArray(values)) return values
  const spelled = new Map(labels.map(label => [label.toLowerCase(), label]))
  return Object.fromEntries(
    Object.entries(values).map(([label, value]) => [spelled.get(label.toLowerCase()) ?? label, value]),
  )
}
