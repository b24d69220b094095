/**
 * Tables of a data set: means of cues over groups of clips, with what chance allows.
 *
 * Conventions: intervals resample speakers, then clips, the same draws for every column of a row. Signs are permuted clip by
 * clip: random windows are drawn within a clip, so each clip alone says whether its windows differ from them; what
 * other speakers would give is the interval's business. NaN counts as missing.
 * References: [davison1997], [benjamini1995].
 */
import type { ContrastCell, DataTable, TableCell } from '#contracts/plausibility'
import { benjaminiHochberg } from '#engine/stats/benjamini-hochberg'
import { hierarchicalDraws, intervalOf } from '#engine/stats/bootstrap'
import { hedgesG } from '#engine/stats/effect-size'
import { finiteOf } from '#engine/stats/finite'
import type { Interval } from '#engine/stats/interval'
import { mean, standardDeviation } from '#engine/stats/moments'
import { permutationTest, signFlipTest } from '#engine/stats/permutation-test'
import type { AssessedClip } from './assessed-clip'
import { groupBy, placesBySpeaker } from './group-by'

/** A clip and the numbers of it that a table has columns for. */
export interface TableClip extends Pick<AssessedClip, 'dataset' | 'speaker' | 'expected' | 'predicted'> {
  readonly values: Readonly<Record<string, number | null>>
}

export interface TableOptions {
  /** The row a clip belongs to, as words; null: none. */
  readonly rowOf: (clip: TableClip) => readonly string[] | null
  /** Whether a mean of 0 means "no effect", as for differences: then it is tested. */
  readonly isDifference: boolean
  /** @default 2000 */
  readonly draws?: number
  /** @default 1 */
  readonly seed?: number
}

const TAILS = [0.025, 0.975] as const

/** Correct predictions by emotion: what the paper's Table 2 has. */
export const correctRows = ({ expected, predicted }: TableClip): readonly string[] | null =>
  expected === predicted ? [predicted] : null

/** Wrong predictions by what the clip is and what the model said: what the paper's Table 3 has. */
export const wrongRows = ({ expected, predicted }: TableClip): readonly string[] | null =>
  expected === null || expected === predicted ? null : [expected, predicted]

/** Wrong predictions by what the model said. */
export const wronglyPredictedRows = ({ expected, predicted }: TableClip): readonly string[] | null =>
  expected === null || expected === predicted ? null : [predicted]

/** All predictions by what the model said. */
export const predictedRows = ({ predicted }: TableClip): readonly string[] => [predicted]

export function dataTable(clips: readonly TableClip[], columns: readonly string[], options: TableOptions): DataTable {
  const { draws = 2000, seed = 1, isDifference, rowOf } = options
  const groups = groupBy(clips, clip => rowKey(rowOf(clip)))
  const rows = [...groups].sort().map(([key, members]) => {
    const speakers = placesBySpeaker(members)
    const values = columns.map(column => Float64Array.from(members, clip => clip.values[column] ?? NaN))
    const intervals = meanIntervals(speakers, values, draws, seed)
    return {
      key: JSON.parse(key) as string[],
      clips: members.length,
      speakers: speakers.length,
      cells: columns.map((column, k): TableCell => {
        const known = finiteOf(values[k])
        return {
          column,
          n: known.length,
          speakers: speakers.filter(places => places.some(place => !Number.isNaN(values[k][place]))).length,
          mean: mean(known),
          sd: standardDeviation(known),
          interval: intervals[k],
          p: isDifference ? (signFlipTest(known, { seed, draws: permutations(known.length) })?.p ?? null) : null,
          q: null,
        }
      }),
    }
  })
  const adjusted = benjaminiHochberg(rows.flatMap(({ cells }) => cells.map(({ p }) => p)))
  return {
    columns: [...columns],
    rows: rows.map((row, i) => ({
      ...row,
      cells: row.cells.map((cell, k) => ({ ...cell, q: adjusted[i * columns.length + k] })),
    })),
  }
}

/** For each label and cue: wrong predictions of the label against correct ones. */
export function wrongAgainstCorrect(clips: readonly TableClip[], columns: readonly string[], seed = 1): ContrastCell[] {
  const known = clips.filter(({ expected }) => expected !== null)
  const labels = [...new Set(known.map(({ predicted }) => predicted))].sort()
  const cells = labels.flatMap(label =>
    columns.map(column => {
      const [correct, wrong] = [true, false].map(isRight =>
        finiteOf(
          known
            .filter(({ expected, predicted }) => predicted === label && (expected === predicted) === isRight)
            .map(({ values }) => values[column] ?? null),
        ),
      )
      const p = permutationTest(wrong, correct, { seed, draws: permutations(wrong.length) })?.p ?? null
      return { label, column, correct: correct.length, wrong: wrong.length, effect: hedgesG(wrong, correct), p }
    }),
  )
  const adjusted = benjaminiHochberg(cells.map(({ p }) => p))
  return cells.map((cell, i) => ({ ...cell, q: adjusted[i] }))
}

/** @param groups places of each speaker's clips @param columns NaN: missing. [columns][clips] */
export function meanIntervals(
  groups: readonly (readonly number[])[],
  columns: readonly Float64Array[],
  draws: number,
  seed: number,
): (Interval | null)[] {
  const drawn = columns.map(() => new Float64Array(draws).fill(NaN))
  let draw = 0
  for (const places of hierarchicalDraws(groups, draws, seed)) {
    for (const [k, values] of columns.entries()) drawn[k][draw] = meanAt(values, places)
    draw++
  }
  return columns.map((values, k) => (finiteOf(values).length < 2 ? null : intervalOf(drawn[k], TAILS)))
}

/** Many clips leave little to chance: fewer arrangements keep a table of theirs a matter of seconds. */
function permutations(clips: number): number {
  return Math.min(2999, Math.max(999, Math.floor(20e6 / Math.max(1, clips))))
}

/** NaN where none of the places has a value. */
function meanAt(values: Float64Array, places: Uint32Array): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < places.length; i++) {
    const value = values[places[i]]
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  return sum / count
}

function rowKey(words: readonly string[] | null): string | null {
  return words === null ? null : JSON.stringify(words)
}
