import { csvText } from '../../text/csv'
import { intervalCsvTitles } from '../../text/words/charts'

/** One line of a chart that is a table too: a value, how sure it is, and what it stands for. */
export interface IntervalRow {
  /** What a click on it chooses. */
  readonly key: string
  readonly label: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  /** How many clips it is of. */
  readonly n: number | null
  /** E.g. why it has no value. */
  readonly note?: string
  /** Further cells, before the axis. */
  readonly cells?: readonly string[]
  /** What keeps it from saying much, in two words next to its name. */
  readonly mark?: string
  /** Of too little to say much: drawn faintly. */
  readonly isQuiet?: boolean
}

export interface BarRow {
  readonly key: string
  readonly label: string
  readonly count: number
  readonly tone?: 'plain' | 'good' | 'bad' | 'quiet'
}

/** A stretch of a number's axis, both ends included. */
export interface Stretch {
  readonly min: number
  readonly max: number
}

export interface Bin extends Stretch {
  readonly count: number
}

export interface Point {
  readonly clipId: number
  readonly file: string
  readonly x: number
  readonly y: number
  /** What it is coloured by. */
  readonly isWrong: boolean
}

/** The ends of what is drawn: of all values and intervals, and what must be in sight anyway. */
export function domainOf(rows: readonly IntervalRow[], ...always: number[]): [number, number] {
  const ends = rows.flatMap(({ value, low, high }) => [value, low, high]).filter(one => one !== null)
  const all = [...ends, ...always]
  if (all.length === 0) return [0, 1]
  const [min, max] = [Math.min(...all), Math.max(...all)]
  return min === max ? [min - 0.5, max + 0.5] : [min, max]
}

/** The values of a chart as a table, unrounded. */
export function intervalCsv(
  rows: readonly IntervalRow[],
  titles: { readonly first: string; readonly cells: readonly string[]; readonly value: string },
): string {
  const { name, n, value, low, high, note } = intervalCsvTitles
  return csvText(
    [titles.first || name, n, ...titles.cells, titles.value || value, low, high, note],
    rows.map(row => [
      ...[row.label, row.n],
      ...titles.cells.map((_, i) => row.cells?.[i]),
      ...[row.value, row.low, row.high, row.mark ?? row.note],
    ]),
  )
}

/** In the order of the axis, whichever end the pointer started from. */
export function stretchOf(a: number, b: number): Stretch {
  return { min: Math.min(a, b), max: Math.max(a, b) }
}

/** The nearest point within so many pixels; null: there is none. */
export function nearestPoint(
  points: readonly Point[],
  place: (point: Point) => readonly [number, number],
  at: readonly [number, number],
  withinPx: number,
): Point | null {
  let nearest: Point | null = null
  let best = withinPx * withinPx
  for (const point of points) {
    const [x, y] = place(point)
    const distance = (x - at[0]) ** 2 + (y - at[1]) ** 2
    if (distance <= best) [nearest, best] = [point, distance]
  }
  return nearest
}

/** All points as one path of dots: thousands of them are one element to draw. */
export function dotsPath(points: readonly Point[], place: (point: Point) => readonly [number, number]): string {
  return points
    .map(
      point =>
        `M${place(point)
          .map(one => one.toFixed(1))
          .join(' ')}h0`,
    )
    .join('')
}
