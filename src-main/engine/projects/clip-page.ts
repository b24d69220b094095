import { z } from 'zod'
import type { ClipPage, ClipQuery } from '#contracts/clip'
import { conditionSchema, type ClipSelection, type Condition } from '#contracts/clip-query'
import { CueScopeError } from '#engine/base/errors'
import { getAudit } from '#engine/store/audits'
import { clipRows } from '#engine/store/clips'
import type { ProjectSession } from './project-session'

/** One page of an audit's table. @throws CueScopeError bad-option: a column or condition that there is not */
export function clipPage(
  { db, tables }: Pick<ProjectSession, 'db' | 'tables'>,
  auditId: number,
  query: ClipQuery,
): ClipPage {
  const table = tables.get(auditId)
  const clipIds = table.select(selectionOf(query))
  const { offset, limit } = query
  const shown = [...clipIds.subarray(offset, offset + limit)]
  const columns = query.columns === undefined || query.columns === '' ? [] : query.columns.split(',')
  const rows = clipRows(db, getAudit(db, auditId), shown).map(row => ({
    ...row,
    values: Object.fromEntries(columns.map(id => [id, table.valueOf(row.clipId, id)])),
  }))
  return { total: clipIds.length, offset, rows }
}

export function selectionOf(query: ClipQuery): ClipSelection {
  const { sort, order, outcome, text } = query
  const words = (['expected', 'predicted', 'dataset', 'speaker'] as const).flatMap((column): Condition[] => {
    const word = query[column]
    return word === undefined ? [] : [{ kind: 'words', column, words: [word] }]
  })
  const where: Condition[] = [
    ...(outcome === 'all' ? [] : [{ kind: 'words' as const, column: 'outcome', words: [outcome] }]),
    ...words,
    ...(text === undefined ? [] : [{ kind: 'text' as const, text }]),
    ...conditionsOf(query.where),
  ]
  return { sort, order, where }
}

function conditionsOf(json: string | undefined): Condition[] {
  if (json === undefined || json === '') return []
  try {
    return z.array(conditionSchema).max(100).parse(JSON.parse(json))
  } catch (cause) {
    throw new CueScopeError('bad-option', 'The filter can’t be read: it is no list of conditions.', {}, { cause })
  }
}
