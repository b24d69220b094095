import Database from 'better-sqlite3'
import { CueScopeError } from '#engine/base/errors'
import type { ReadDb } from './handles'
import { migrate } from './migrate'

interface Entry {
  readonly type: string
  readonly name: string
  readonly sql: string | null
}

/**
 * Holds the project exactly the tables, indexes and nothing else that this version makes? A trigger or a view of
 * somebody else's would run with our writes and reads. Reads only.
 * @throws CueScopeError unexpected-schema
 */
export function checkSchema(db: ReadDb, version: number, path: string): void {
  const expected = schemaOfVersion(version)
  const found = schemaOf(db)
  const odd =
    [...found.keys()].find(key => found.get(key) !== expected.get(key)) ??
    [...expected.keys()].find(key => !found.has(key))
  if (odd === undefined) return
  const message = `${path} is not as CueScope makes it (${odd}): it was changed by another program. Use a copy that was not.`
  throw new CueScopeError('unexpected-schema', message, { path, odd })
}

function schemaOfVersion(version: number): Map<string, string> {
  const db = new Database(':memory:')
  try {
    migrate(db, version)
    return schemaOf(db)
  } finally {
    db.close()
  }
}

/** SQLite's own tables (sqlite_...) are left out: it makes them when it likes. */
function schemaOf(db: ReadDb): Map<string, string> {
  const entries = db
    .prepare<[], Entry>("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'")
    .all()
  return new Map(entries.map(({ type, name, sql }) => [`${type} ${name}`, (sql ?? '').replace(/\s+/g, ' ')]))
}
