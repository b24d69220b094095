import type { ClipSelectionInput, Condition } from '#contracts/clip-query'
import type { ClipFilter } from '../stores/clip-list'
import { readConditions, words } from './conditions'

/** The list that a filter shows, as the engine takes it where it is more than looked at: all as conditions. */
export function selectionOfFilter(filter: ClipFilter): ClipSelectionInput {
  const { expected, predicted, outcome, dataset, speaker, text } = filter
  const simple = { expected, predicted, dataset, speaker, outcome: outcome === 'all' ? undefined : outcome }
  const where: Condition[] = [
    ...Object.entries(simple).flatMap(([column, word]) => (word === undefined ? [] : [words(column, word)])),
    ...(text ? [{ kind: 'text' as const, text }] : []),
    ...readConditions(filter.where),
  ]
  return { sort: filter.sort ?? 'file', order: filter.order ?? 'asc', where }
}
