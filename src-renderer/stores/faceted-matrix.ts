import type { Condition } from '#contracts/clip-query'
import type { Confusion } from '../components/confusion-matrix/matrix-cells'
import { readConditions, words, writeConditions } from '../text/conditions'
import type { CountFilter, ReadClips } from './column-counts'

/** Scores of the clips that a filter leaves, as an audit's summary has them for all. */
export interface FacetScores extends Confusion {
  readonly scored: number
  readonly correct: number
}

/** Counted cell by cell by the table itself: exact for any number of clips. */
export async function facetScores(
  read: ReadClips,
  labels: readonly string[],
  facet: { readonly column: string; readonly word: string | null },
): Promise<FacetScores> {
  const count = async (expected: string, predicted: string): Promise<number> => {
    const where: Condition[] = [words(facet.column, facet.word)]
    const filter: CountFilter = { expected, predicted, where: writeConditions(where) }
    return (await read({ ...filter, limit: 1 })).total
  }
  const confusion = await Promise.all(
    labels.map(expected => Promise.all(labels.map(predicted => count(expected, predicted)))),
  )
  const totals = confusion.map(row => row.reduce((sum, one) => sum + one, 0))
  return {
    labels,
    confusion,
    recall: confusion.map((row, i) => (totals[i] > 0 ? row[i] / totals[i] : null)),
    scored: totals.reduce((sum, one) => sum + one, 0),
    correct: confusion.reduce((sum, row, i) => sum + row[i], 0),
  }
}

export const facetColumns = ['dataset', 'speaker', 'sex', 'intensity'] as const

/** The facet that the list is filtered by, if it is one: matrix and list show the same clips. */
export function facetOf(filter: CountFilter): { column: string; word: string | null } | null {
  if (filter.dataset) return { column: 'dataset', word: filter.dataset }
  const found = readConditions(filter.where).find(one => (facetColumns as readonly string[]).includes(one.column))
  return found?.kind === 'words' && found.words.length === 1 ? { column: found.column, word: found.words[0] } : null
}
