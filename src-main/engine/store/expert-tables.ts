import type { ExpertTable } from '#contracts/expert-table'
import { CueScopeError } from '#engine/base/errors'
import { canonicalJson } from '#engine/base/hash'
import { bundledTables } from '#engine/plausibility/bundled-tables'
import { readExpertTable } from '#engine/plausibility/expert-table'
import type { ReadDb, WriteDb } from './handles'

/** The tables that come with the program, then the lab's own, each in its newest version. */
export function listExpertTables(db: ReadDb): ExpertTable[] {
  const rows = db
    .prepare<[], { body: string; version: number }>(
      'SELECT body, max(version) AS version FROM expert_tables GROUP BY id ORDER BY id',
    )
    .all()
  return [...bundledTables, ...rows.map(({ body }) => readExpertTable(JSON.parse(body)))]
}

/** @param version @default the newest @throws CueScopeError not-found */
export function getExpertTable(db: ReadDb, id: string, version: number | null = null): ExpertTable {
  const bundled = bundledTables.find(table => table.id === id && (version ?? table.version) === table.version)
  if (bundled !== undefined) return bundled
  const row = db
    .prepare<[object], { body: string }>(
      'SELECT body FROM expert_tables WHERE id = @id AND version = coalesce(@version, version) ORDER BY version DESC LIMIT 1',
    )
    .get({ id, version })
  if (row === undefined) {
    const known = listExpertTables(db).map(table => table.id)
    const which = version === null ? '' : ` in version ${version}`
    throw new CueScopeError('not-found', `There is no expert table “${id}”${which}. There are ${known.join(', ')}.`, {
      id,
    })
  }
  return readExpertTable(JSON.parse(row.body))
}

/**
 * Keeps a table of the lab as a new version; the same again stays the version it is. Tables that come with the program are
 * not to be changed: a copy gets an id of its own.
 */
export function saveExpertTable(db: WriteDb, value: unknown): ExpertTable {
  const table = readExpertTable(value)
  if (bundledTables.some(({ id }) => id === table.id))
    throw new CueScopeError(
      'bad-option',
      `The table “${table.id}” comes with the program and stays as it is: save yours under another id.`,
      { id: table.id },
    )
  return db.transaction(() => {
    const newest = db
      .prepare<[string], { body: string }>('SELECT body FROM expert_tables WHERE id = ? ORDER BY version DESC LIMIT 1')
      .get(table.id)
    const before = newest === undefined ? null : readExpertTable(JSON.parse(newest.body))
    const saved = { ...table, version: (before?.version ?? 0) + 1 }
    if (before !== null && canonicalJson({ ...saved, version: before.version }) === canonicalJson(before)) return before
    db.prepare('INSERT INTO expert_tables VALUES (?, ?, ?, ?)').run(
      saved.id,
      saved.version,
      canonicalJson(saved),
      new Date().toISOString(),
    )
    return saved
  })()
}
