/**
 * A project is one SQLite file (its WAL beside it while open). One process writes it: a lock file beside it names the
 * owner. Committed means on the disk (synchronous=FULL).
 */
import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { CueScopeError } from '#engine/base/errors'
import { takeLock } from './lock'
import { checkVersion, migrate } from './migrate'

export type Db = Database.Database

export interface OpenProject {
  readonly db: Db
  readonly path: string
  close(): void
}

/** @param mode `create` refuses a file that is there, `open` one that is not, `either` takes both. */
export function openProjectFile(path: string, mode: 'create' | 'open' | 'either'): OpenProject {
  const isThere = existsSync(path)
  if (mode === 'create' && isThere)
    throw new CueScopeError('project-exists', `${path} is there already: open it, or choose another name.`, { path })
  if (mode === 'open' && !isThere)
    throw new CueScopeError('file-missing', `${path} is not there. Was it moved or renamed?`, { path })
  if (isThere) checkFile(path)
  const releaseLock = takeLock(path)
  let db: Db | undefined
  try {
    db = new Database(path)
    db.pragma('trusted_schema = OFF')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    migrate(db)
  } catch (cause) {
    db?.close()
    releaseLock()
    throw sqliteError(path, cause)
  }
  const opened = db
  return {
    db: opened,
    path,
    close() {
      opened.close()
      releaseLock()
    },
  }
}

/** Before anything is written: is it a sound project of ours? */
function checkFile(path: string): void {
  let db: Db | undefined
  try {
    db = new Database(path, { readonly: true })
    db.pragma('trusted_schema = OFF')
    checkVersion(db, path)
    const verdict = db.pragma('quick_check(1)', { simple: true })
    if (verdict !== 'ok') throw new CueScopeError('corrupt-db', `${path} is damaged (${verdict}).`, { path })
  } catch (cause) {
    throw sqliteError(path, cause)
  } finally {
    db?.close()
  }
}

/** SQLite's trouble in plain words. */
export function sqliteError(path: string, cause: unknown): CueScopeError {
  if (cause instanceof CueScopeError) return cause
  const code = (cause as { code?: string }).code ?? ''
  if (code === 'SQLITE_NOTADB')
    return new CueScopeError('not-a-project', `${path} is not a CueScope project.`, { path }, { cause })
  if (code.startsWith('SQLITE_CORRUPT'))
    return new CueScopeError('corrupt-db', `${path} is damaged: ${(cause as Error).message}.`, { path }, { cause })
  if (code === 'SQLITE_FULL')
    return new CueScopeError('disk-full', `The disk of ${path} is full. Make room and go on.`, { path }, { cause })
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN'))
    return new CueScopeError(
      'permission-denied',
      `${path} can't be written: is its folder there, and may this user write to it?`,
      { path },
      { cause },
    )
  if (code.startsWith('SQLITE_BUSY'))
    return new CueScopeError('project-in-use', `${path} is used by another program.`, { path }, { cause })
  return new CueScopeError('corrupt-db', `${path} can't be read: ${(cause as Error).message}`, { path }, { cause })
}
