import type { KeyActionId } from '../../composables/keymap'
import { fuzzyScore } from '../../text/fuzzy'
import type { PaletteGroup } from '../../text/words/palette'

/** One line of the palette. */
export interface PaletteItem {
  readonly key: string
  readonly group: PaletteGroup
  readonly title: string
  /** More words to find it by, shown beside it. */
  readonly also?: string
  /** The action whose keys stand beside it. */
  readonly action?: KeyActionId
  run(): void
}

const MOST_SHOWN = 40

/** Those that fit what was typed, best first; what fits alike stays in its order. `found` were found elsewhere: all fit. */
export function narrow(items: readonly PaletteItem[], typed: string, found: readonly PaletteItem[]): PaletteItem[] {
  const scored = items
    .map(item => ({ item, score: Math.max(fuzzyScore(typed, item.title) ?? -1, alsoScore(item, typed)) }))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
  return [...scored.slice(0, MOST_SHOWN - found.length), ...found]
}

function alsoScore({ also, title }: PaletteItem, typed: string): number {
  const score = also === undefined ? null : fuzzyScore(typed, `${title} ${also}`)
  return score === null ? -1 : score / 2
}
