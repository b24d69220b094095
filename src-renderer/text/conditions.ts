import type { ColumnInfo, Condition } from '#contracts/clip-query'
import { shownNumber } from './columns'
import { formatNumber } from './format'
import { selectionWords } from './words/clip-map'
import { shownSpeaker } from './shown-name'

type OfColumn = Exclude<Condition, { kind: 'text' }>

/** The `where` of an address; what isn't a list of conditions counts as none, for the engine checks it again. */
export function readConditions(json: string | undefined): OfColumn[] {
  if (!json) return []
  try {
    const found: unknown = JSON.parse(json)
    return Array.isArray(found) ? found.filter(isCondition) : []
  } catch {
    return []
  }
}

function isCondition(value: unknown): value is OfColumn {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('column' in value)) return false
  if (value.kind === 'words') return 'words' in value && Array.isArray(value.words)
  if (value.kind === 'selection') return 'id' in value && 'clips' in value && typeof value.clips === 'number'
  return value.kind === 'range' && 'min' in value && 'max' in value
}

/** As the address has it; undefined: there are none. */
export function writeConditions(conditions: readonly Condition[]): string | undefined {
  return conditions.length > 0 ? JSON.stringify(conditions) : undefined
}

/** One condition a column: the new one takes the place of an older one; null takes it away. */
export function withCondition(conditions: readonly OfColumn[], column: string, condition: OfColumn | null): OfColumn[] {
  const others = conditions.filter(one => one.column !== column)
  return condition === null ? others : [...others, condition]
}

export function words(column: string, ...chosen: (string | null)[]): OfColumn {
  return { kind: 'words', column, words: chosen }
}

export function range(column: string, min: number | null, max: number | null): OfColumn {
  return { kind: 'range', column, min, max }
}

/** Clips that were chosen by hand, as the engine keeps them. */
export function selection({ id, clips }: { readonly id: string; readonly clips: number }): OfColumn {
  return { kind: 'selection', column: 'selection', id, clips }
}

/** "Verdict: implausible or none", "Confidence 0.50 to 0.90 %" */
export function conditionWords(condition: OfColumn, info: ColumnInfo | undefined): string {
  if (condition.kind === 'selection') return selectionWords(condition.clips)
  const title = info?.title ?? condition.column
  if (condition.kind === 'words') {
    const named = condition.words.map(word => (word === null ? 'none' : columnWord(condition.column, word)))
    const shown = named.length > 3 ? `${named.slice(0, 2).join(', ')} and ${named.length - 2} more` : named.join(' or ')
    return `${title}: ${shown || 'nothing'}`
  }
  const { min, max } = condition
  const { times, digits, ...shown } = shownNumber(info ?? { id: condition.column, unit: '', digits: 2 })
  const number = (value: number): string => formatNumber(times * value, digits)
  const unit = shown.unit && ` ${shown.unit}`
  if (min !== null && max !== null) return `${title} ${number(min)} to ${number(max)}${unit}`
  if (min !== null) return `${title} from ${number(min)}${unit}`
  if (max !== null) return `${title} up to ${number(max)}${unit}`
  return `${title}: any number`
}

/** Columns whose words are the program's own; all others say what people or their files call a thing, to the letter. */
const ownWords = /^(verdict|outcome|other\.\d+\.outcome|annotated-outcome|annotated-verdict)(\.|$)/

/** A word of a column as it is shown: "not-measurable" as "not measurable"; speakers may go by made-up names. Reactive. */
export function columnWord(column: string, word: string): string {
  if (column === 'speaker') return shownSpeaker(word)
  return ownWords.test(column) ? word.replaceAll('-', ' ') : word
}
