import { clipQuerySchema, type ClipPage, type ClipQueryInput } from '#contracts/clip'
import { tablePage } from '#engine/projects/clip-page'
import { TableCache } from '#engine/projects/table-cache'
import type { StoredAudit } from '#engine/store/audits'
import type { WriteDb } from '#engine/store/handles'

/** A page of an audit's table as it is now. */
export function pageOf(db: WriteDb, audit: StoredAudit, query: ClipQueryInput = {}): ClipPage {
  return tablePage(db, new TableCache(db).get(audit.id), audit.id, clipQuerySchema.parse(query))
}
