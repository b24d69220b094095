import { z } from 'zod'
import type { ClipPage, ClipQuery } from '#contracts/clip'
import { conditionSchema, type ClipSelection, type Condition } from '#contracts/clip-query'
import { CueScopeError } from '#engine/base/errors'
import { getAudit } from '#engine/store/audits'
import { clipIdsByFile, clipRows, countClips } from '#engine/store/clips'
import { isPlausibilityColumn, plausibilityValues } from './plausibility-columns'
import type { ReadDb } from '#engine/store/handles'
import type { AuditTable } from './audit-table'
import type { ProjectSession } from './project-session'
import { untoldClips } from './untold-clips'

type Source = Pick<ProjectSession, 'db' | 'tables'>

/** One page of an audit's table. @throws CueScopeError bad-option: a column or condition that there is not */
export async function clipPage(source: Source, auditId: number, query: ClipQuery): Promise<ClipPage> {
  if (source.tables.at(auditId) === null && isInStoredOrder(query) && untoldClips(source.db, query).size === 0) {
    // The first look at a large audit: its rows are on the screen before its table is in memory.
    source.tables.warm(auditId)
    return storedPage(source, auditId, query)
  }
  return tablePage(source.db, await source.tables.ready(auditId), auditId, query)
}

/** From a table that is there. @throws CueScopeError bad-option */
export function tablePage(db: ReadDb, table: AuditTable, auditId: number, query: ClipQuery): ClipPage {
  const clipIds = listedClips(db, table, query)
  const shown = [...clipIds.subarray(query.offset, query.offset + query.limit)]
  const ofPlausibility = plausibilityValues(db, auditId, shown)
  return pageOf(db, auditId, query, clipIds.length, shown, (clip, id) =>
    isPlausibilityColumn(id) ? ofPlausibility(clip, id) : table.valueOf(clip, id),
  )
}

/** The clips that a list has, in its order. Int32 [clips] @throws CueScopeError bad-option */
export function listedClips(db: ReadDb, table: AuditTable, query: ClipQuery): Int32Array {
  const clipIds = table.select(selectionOf(query))
  const untold = untoldClips(db, query)
  return untold.size === 0 ? clipIds : clipIds.filter(clipId => !untold.has(clipId))
}

/** What the store can answer without a table: the clips as they lie, and verdicts on them. */
export function isInStoredOrder(query: ClipQuery): boolean {
  const { sort, order, where } = selectionOf(query)
  return sort === 'file' && order === 'asc' && where.length === 0 && columnsOf(query).every(isPlausibilityColumn)
}

function storedPage({ db }: Source, auditId: number, query: ClipQuery): ClipPage {
  const audit = getAudit(db, auditId)
  const shown = clipIdsByFile(db, audit, query.offset, query.limit)
  return pageOf(db, auditId, query, countClips(db, audit), shown, plausibilityValues(db, auditId, shown))
}

function columnsOf({ columns }: ClipQuery): string[] {
  return columns === undefined || columns === '' ? [] : columns.split(',')
}

function pageOf(
  db: ReadDb,
  auditId: number,
  query: ClipQuery,
  total: number,
  shown: readonly number[],
  valueOf: (clipId: number, columnId: string) => string | number | null,
): ClipPage {
  const columns = columnsOf(query)
  const rows = clipRows(db, getAudit(db, auditId), shown).map(row => ({
    ...row,
    values: Object.fromEntries(columns.map(id => [id, valueOf(row.clipId, id)])),
  }))
  return { total, offset: query.offset, rows }
}

export function selectionOf(query: ClipQuery): ClipSelection {
  return { sort: query.sort, order: query.order, where: conditionsOf(query) }
}

/** What a filter asks of a clip. @throws CueScopeError bad-option */
export function conditionsOf(query: Omit<ClipQuery, 'offset' | 'limit' | 'sort' | 'order' | 'columns'>): Condition[] {
  const { outcome, text } = query
  const words = (['expected', 'predicted', 'dataset', 'speaker'] as const).flatMap((column): Condition[] => {
    const word = query[column]
    return word === undefined ? [] : [{ kind: 'words', column, words: [word] }]
  })
  return [
    ...(outcome === 'all' ? [] : [{ kind: 'words' as const, column: 'outcome', words: [outcome] }]),
    ...words,
    ...(text === undefined ? [] : [{ kind: 'text' as const, text }]),
    ...readConditions(query.where),
  ]
}

function readConditions(json: string | undefined): Condition[] {
  if (json === undefined || json === '') return []
  try {
    return z.array(conditionSchema).max(100).parse(JSON.parse(json))
  } catch (cause) {
    throw new CueScopeError('bad-option', 'The filter can’t be read: it is no list of conditions.', {}, { cause })
  }
}
