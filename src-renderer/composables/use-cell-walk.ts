import { ref } from 'vue'
import type { Ref } from 'vue'

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

interface WalkedCell {
  readonly tabindex: 0 | -1
  readonly 'data-cell': string
  readonly onFocus: () => void
  readonly onKeydown: (event: KeyboardEvent) => void
}

/** Arrows move inside a grid, Tab leaves: one tab stop for all of it. @returns what is bound to the cell at a place */
export function useCellWalk(
  grid: Ref<HTMLElement | null>,
  size: () => readonly [rows: number, columns: number],
): (row: number, column: number) => WalkedCell {
  const focus = ref<readonly [row: number, column: number]>([0, 0])

  function move(event: KeyboardEvent, row: number, column: number): void {
    const by = MOVES[event.key]
    if (!by) return
    event.preventDefault()
    event.stopPropagation()
    const [rows, columns] = size()
    const clamp = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value))
    const to = [clamp(row + by[0], rows), clamp(column + by[1], columns)]
    grid.value?.querySelector<HTMLElement>(`[data-cell="${to.join('-')}"]`)?.focus()
  }
  return (row, column) => ({
    tabindex: focus.value[0] === row && focus.value[1] === column ? 0 : -1,
    'data-cell': `${row}-${column}`,
    onFocus: () => (focus.value = [row, column]),
    onKeydown: event => move(event, row, column),
  })
}
