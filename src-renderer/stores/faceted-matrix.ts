import type { ScoredGroup, ScoreGroupKind } from '#contracts/audit-scores'
import type { ClipCounts } from '#contracts/clip-counts'
import type { Confusion } from '../components/confusion-matrix/matrix-cells'
import { readConditions, words, writeConditions } from '../text/conditions'
import type { CountFilter } from './column-counts'

/** Scores of the clips that a filter leaves, as an audit's summary has them for all. */
export interface FacetScores extends Confusion {
  readonly scored: number
  readonly correct: number
}

/** @param counts by expected and predicted label */
export function facetScores({ groups }: ClipCounts, labels: readonly string[]): FacetScores {
  const clips = new Map(groups.map(({ key: [expected, predicted], clips: n }) => [`${expected}\u0000${predicted}`, n]))
  const confusion = labels.map(expected => labels.map(predicted => clips.get(`${expected}\u0000${predicted}`) ?? 0))
  const totals = confusion.map(row => row.reduce((sum, one) => sum + one, 0))
  return {
    labels,
    confusion,
    recall: confusion.map((row, i) => (totals[i] > 0 ? row[i] / totals[i] : null)),
    scored: totals.reduce((sum, one) => sum + one, 0),
    correct: confusion.reduce((sum, row, i) => sum + row[i], 0),
  }
}

/** Which clips the matrix is of: those of the list, whichever cell or outcome of them is looked at; null: all. */
export function matrixFilter(filter: CountFilter): CountFilter | null {
  const { dataset, speaker, text, where } = filter
  return dataset || speaker || text || where ? { dataset, speaker, text, where } : null
}

export const facetColumns: readonly ScoreGroupKind[] = ['dataset', 'speaker', 'sex', 'intensity']
const isFacet = (column: string): column is ScoreGroupKind => (facetColumns as readonly string[]).includes(column)

/** The facet that the list is filtered by, if it is one. */
export function facetOf(filter: CountFilter): { column: ScoreGroupKind; word: string | null } | null {
  if (filter.dataset) return { column: 'dataset', word: filter.dataset }
  const found = readConditions(filter.where).find(one => isFacet(one.column))
  if (found?.kind !== 'words' || found.words.length !== 1 || !isFacet(found.column)) return null
  return { column: found.column, word: found.words[0] }
}

/** The conditions of a filter but for facets. */
export function withoutFacets(where: string | undefined): ReturnType<typeof readConditions> {
  return readConditions(where).filter(one => !isFacet(one.column))
}

/** What the list is to be narrowed to for the clips of one group. */
export function groupFilter(
  by: ScoreGroupKind,
  { word, dataset }: Pick<ScoredGroup, 'word' | 'dataset'>,
  where: string | undefined,
): string | undefined {
  const others = withoutFacets(where)
  // The facet comes first: by it the list is known to be of a group.
  const own = dataset === null ? [words(by, word)] : [words(by, word), words('dataset', dataset)]
  return writeConditions([...own, ...others])
}
