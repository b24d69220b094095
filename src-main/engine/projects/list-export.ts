import type { ClipQuery } from '#contracts/clip'
import type { ColumnInfo } from '#contracts/clip-query'
import { exportedClipId } from '#engine/exports/clip-id'
import { tabulate, type Table } from '#engine/exports/table'
import type { Cell } from '#engine/exports/csv'
import { fileShas } from '#engine/store/clips'
import { listedClips } from './clip-page'
import type { ProjectSession } from './project-session'

interface Row {
  /** As in every table of an export; null: the file was never read. */
  readonly exportedId: string | null
  readonly sha256: string | null
  readonly values: readonly Cell[]
}

/**
 * What a list shows as a table: its columns in its order, and what leads back to a clip whatever its file is called: its
 * id in every export and the hash of its bytes.
 * @param infos of the columns wanted
 * @throws CueScopeError bad-option: a column or condition that there is not
 */
export async function listTable(
  { db, tables }: Pick<ProjectSession, 'db' | 'tables'>,
  auditId: number,
  query: ClipQuery,
  infos: readonly ColumnInfo[],
): Promise<Table> {
  const table = await tables.ready(auditId)
  const clipIds = listedClips(db, table, query)
  const shas = fileShas(db, clipIds)
  const columns = [
    { title: 'clip_id', isText: true as const, cell: ({ exportedId }: Row) => exportedId },
    { title: 'sha256', isText: true as const, cell: ({ sha256 }: Row) => sha256 },
    ...infos.map(({ id, kind }, at) => ({
      title: id,
      ...(kind === 'word' ? { isText: true as const } : {}),
      cell: ({ values }: Row): Cell => values[at],
    })),
  ]
  function* rows(): Generator<Row> {
    for (const clipId of clipIds) {
      const values = infos.map(({ id }) => table.valueOf(clipId, id))
      const sha256 = shas.get(clipId) ?? null
      const exportedId = sha256 === null ? null : exportedClipId(String(table.valueOf(clipId, 'file')), sha256)
      yield { exportedId, sha256, values }
    }
  }
  return tabulate('clips', columns, rows())
}
