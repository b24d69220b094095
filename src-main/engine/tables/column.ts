/**
 * Columns of a table as arrays, one value a row: what filters and sorts 100,000 rows in milliseconds.
 *
 * Conventions: a missing number is NaN, a missing word has code -1. Rows stand in the table's own order, to which ties
 * fall back.
 */
export type Column = NumberColumn | WordColumn

export interface NumberColumn {
  readonly kind: 'number'
  /** Float64 [rows] */
  readonly values: Float64Array
}

/** Few different words in many rows. */
export interface WordColumn {
  readonly kind: 'word'
  /** Int32 [rows], places in `words` */
  readonly codes: Int32Array
  readonly words: readonly string[]
}

/** Makes a column of words row by row. */
export class WordCoder {
  readonly #codeOf = new Map<string, number>()
  readonly #codes: Int32Array

  constructor(rows: number) {
    this.#codes = new Int32Array(rows).fill(-1)
  }

  set(row: number, word: string | null): void {
    if (word === null) return
    const known = this.#codeOf.get(word)
    this.#codes[row] = known ?? this.#codeOf.size
    if (known === undefined) this.#codeOf.set(word, this.#codeOf.size)
  }

  column(): WordColumn {
    return { kind: 'word', codes: this.#codes, words: [...this.#codeOf.keys()] }
  }
}

export function wordColumn(values: readonly (string | null)[]): WordColumn {
  const coder = new WordCoder(values.length)
  values.forEach((value, row) => coder.set(row, value))
  return coder.column()
}

export function numberColumn(values: readonly (number | null)[]): NumberColumn {
  return { kind: 'number', values: Float64Array.from(values, value => value ?? NaN) }
}

/** Of every row the place of its value among the different ones, from the least; -1: missing. */
interface Ranks {
  /** Int32 [rows] */
  readonly ranks: Int32Array
  readonly count: number
}

/**
 * Rows in the column's order, missing values last whichever the direction, ties in the table's order. Words sort as
 * people count: s2 before s10. Int32 [rows]
 */
export function orderOf(column: Column, direction: 'asc' | 'desc'): Int32Array {
  const { ranks, count } = column.kind === 'number' ? numberRanks(column) : wordRanks(column)
  // Rows are counted by rank, then laid one after the other: comparing them takes ten times as long.
  const groups = ranks.map(rank => (rank === -1 ? count : direction === 'asc' ? rank : count - 1 - rank))
  const starts = new Int32Array(count + 2)
  for (const group of groups) starts[group + 1]++
  for (let group = 1; group <= count; group++) starts[group] += starts[group - 1]
  const order = new Int32Array(ranks.length)
  groups.forEach((group, row) => (order[starts[group]++] = row))
  return order
}

function numberRanks({ values }: NumberColumn): Ranks {
  const sorted = values.slice().sort() // NaN last
  let count = 0
  for (const value of sorted) if (value !== sorted[count - 1] && !Number.isNaN(value)) sorted[count++] = value
  const different = sorted.subarray(0, count)
  const ranks = new Int32Array(values.length)
  values.forEach((value, row) => (ranks[row] = Number.isNaN(value) ? -1 : firstAtLeast(different, value)))
  return { ranks, count }
}

/** Where the first of the sorted values stands that is not below. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

function wordRanks({ codes, words }: WordColumn): Ranks {
  const { compare } = new Intl.Collator('en', { numeric: true })
  const sorted = [...words.keys()].sort((a, b) => compare(words[a], words[b]) || (words[a] < words[b] ? -1 : 1))
  const ranks = new Int32Array(words.length)
  sorted.forEach((code, rank) => (ranks[code] = rank))
  return { ranks: codes.map(code => (code === -1 ? -1 : ranks[code])), count: words.length }
}
