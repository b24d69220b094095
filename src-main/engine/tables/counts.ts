import type { ClipCounts, ClipSpread } from '#contracts/clip-counts'
import type { NumberColumn, WordColumn } from './column'

/** Rows kept, by what these columns say together; the most frequent first, ties by the words. One walk over the rows. */
export function countGroups(columns: readonly WordColumn[], keeps: Uint8Array): ClipCounts {
  // Every combination has a number, as digits have: column by column, 0 for none.
  const sizes = columns.map(({ words }) => words.length + 1)
  const counts = new Map<number, number>()
  let total = 0
  for (let row = 0; row < keeps.length; row++) {
    if (keeps[row] === 0) continue
    let place = 0
    for (let i = 0; i < columns.length; i++) place = place * sizes[i] + columns[i].codes[row] + 1
    counts.set(place, (counts.get(place) ?? 0) + 1)
    total++
  }
  const groups = [...counts].map(([place, clips]) => ({ key: keyAt(place, columns, sizes), clips }))
  return { total, groups: groups.sort((a, b) => b.clips - a.clips || compareKeys(a.key, b.key)) }
}

function keyAt(place: number, columns: readonly WordColumn[], sizes: readonly number[]): (string | null)[] {
  const key: (string | null)[] = []
  let rest = place
  for (let i = columns.length - 1; i >= 0; i--) {
    const code = (rest % sizes[i]) - 1
    key.unshift(code === -1 ? null : columns[i].words[code])
    rest = Math.floor(rest / sizes[i])
  }
  return key
}

/** As people count, s2 before s10; none last. */
function compareKeys(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [i, word] of a.entries()) {
    const other = b[i]
    if (word === other) continue
    if (word === null || other === null) return word === null ? 1 : -1
    return word.localeCompare(other, 'en', { numeric: true })
  }
  return 0
}

/** How a number is spread over the rows kept, in bins of one width; the last one holds its upper end too. */
export function spreadOf({ values }: NumberColumn, keeps: Uint8Array, wanted: number): ClipSpread {
  let [min, max, missing, total] = [Infinity, -Infinity, 0, 0]
  for (let row = 0; row < values.length; row++) {
    if (keeps[row] === 0) continue
    total++
    const value = values[row]
    if (Number.isNaN(value)) missing++
    else {
      if (value < min) min = value
      if (value > max) max = value
    }
  }
  if (min > max) return { total, missing, bins: [] }
  const count = min === max ? 1 : wanted
  const edge = (i: number): number => (i === count ? max : min + (i * (max - min)) / count)
  const bins = Array.from({ length: count }, (_, i) => ({ min: edge(i), max: edge(i + 1), clips: 0 }))
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (keeps[row] === 0 || Number.isNaN(value)) continue
    const at = min === max ? 0 : Math.min(count - 1, Math.floor(((value - min) / (max - min)) * count))
    bins[at].clips++
  }
  return { total, missing, bins }
}
