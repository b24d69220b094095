import { isRecord } from './statement'

/**
 * Labels in the order of the outputs, from any of the ways they are written: a list; index -> label; label -> index;
 * a text that is one of these as JSON, or with commas or line breaks between. null: none of them.
 */
export function labelList(value: unknown): string[] | null {
  if (typeof value === 'string') return fromText(value)
  if (Array.isArray(value)) return value.length > 0 && value.every(label => typeof label === 'string') ? value : null
  if (!isRecord(value)) return null
  const entries = Object.entries(value)
  const byIndex = entries.every(([, label]) => typeof label === 'string')
    ? entries.map(([index, label]) => [Number(index), label as string] as const)
    : entries.map(([label, index]) => [typeof index === 'number' ? index : NaN, label] as const)
  const sorted = [...byIndex].sort(([a], [b]) => a - b)
  return sorted.length > 0 && sorted.every(([index], i) => index === i) ? sorted.map(([, label]) => label) : null
}

function fromText(text: string): string[] | null {
  if (/^\s*[[{]/.test(text)) {
    try {
      return labelList(JSON.parse(text))
    } catch {
      return null
    }
  }
  const parts = text.split(text.includes('\n') ? /\r?\n/ : /[,;|]/).map(part => part.trim())
  const labels = parts.filter(part => part !== '')
  return labels.length >= 2 && labels.every(label => label.length <= 200) ? labels : null
}
