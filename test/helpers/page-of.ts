import { clipQuerySchema, type ClipPage, type ClipQueryInput } from '#contracts/clip'
import { clipPage } from '#engine/projects/clip-page'
import { TableCache } from '#engine/projects/table-cache'
import type { StoredAudit } from '#engine/store/audits'
import type { WriteDb } from '#engine/store/handles'

/** A page of an audit's table as it is now. */
export function pageOf(db: WriteDb, audit: StoredAudit, query: ClipQueryInput = {}): ClipPage {
  return clipPage({ db, tables: new TableCache(db) }, audit.id, clipQuerySchema.parse(query))
}
