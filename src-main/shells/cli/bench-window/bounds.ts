import type { Spread } from '#engine/bench/spread'

/**
 * What is timed, and what its greatest value is held to with 100,000 clips; null: told only. Milliseconds, or where it
 * says so megabytes or frames.
 */
export const windowBounds = {
  'first page, the table not yet in memory': 300,
  'first page': 300,
  'sort by a cue a second after the first page': 200,
  'sort by a column shown': 200,
  'sort by any column there is': 200,
  filter: 200,
  'filter by any column': 200,
  'frame while scrolling': 50,
  'frame while leaping': null,
  'clip whose explanation is not stored': 1000,
  'clip whose explanation is stored': 150,
  'memory of the window, MB': 700,
} as const

export type WindowFigure = keyof typeof windowBounds

export type WindowReport = { readonly [Figure in WindowFigure]?: Spread }

/** The figures whose greatest value is over what they are held to. */
export function missedBounds(report: WindowReport): WindowFigure[] {
  return figuresOf(report).filter(figure => {
    const bound: number | null = windowBounds[figure]
    return bound !== null && report[figure]!.max > bound
  })
}

/** Those that were measured, in order. */
export function figuresOf(report: WindowReport): WindowFigure[] {
  return (Object.keys(windowBounds) as WindowFigure[]).filter(figure => report[figure] !== undefined)
}
