/**
 * A project is one SQLite file (its WAL beside it while open). One process writes it: a lock file beside it names the
 * owner. Committed means on the disk (synchronous=FULL).
 */
import Database from 'better-sqlite3'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'
import type { ReadDb, WriteDb } from './handles'
import { checkContents } from './check-contents'
import { checkSchema } from './check-schema'
import { takeLock } from './lock'
import { checkHeader, checkVersion } from './file-header'
import { migrate, versionOf } from './migrate'

/** 64 MB of pages instead of 2: large projects are read whole, to be checked and to be shown. */
const CACHE_KB = 65_536

export interface OpenProject {
  readonly db: WriteDb
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
  if (isThere) checkHeader(path)
  const releaseLock = takeLock(path)
  let db: WriteDb | undefined
  try {
    if (existsSync(path)) checkFile(path)
    else createFile(path)
    db = new Database(path, { fileMustExist: true })
    db.pragma('trusted_schema = OFF')
    db.pragma(`cache_size = -${CACHE_KB}`)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    migrate(db)
    checkContents(db, path)
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

/**
 * To read, also while another process has the project open: then what is committed at this moment. Its files beside the
 * project are its owner's and stay.
 */
export function readProjectFile(path: string): { readonly db: ReadDb; close(): void } {
  try {
    return openProjectFile(path, 'open')
  } catch (error) {
    if (!(error instanceof CueScopeError) || error.code !== 'project-in-use') throw error
  }
  const db = connectBeside(path, true)
  return { db, close: () => void db.close() }
}

/**
 * Another connection for a thread of the process that has the project open. What it writes, the owner waits for as for
 * its own writing; SQLite keeps the two apart.
 */
export function openBeside(path: string): { readonly db: WriteDb; close(): void } {
  const db = connectBeside(path, false)
  return { db, close: () => void db.close() }
}

function connectBeside(path: string, readonly: boolean): WriteDb {
  const db = new Database(path, { readonly, fileMustExist: true })
  db.pragma('trusted_schema = OFF')
  db.pragma(`cache_size = -${CACHE_KB}`)
  if (!readonly) db.pragma('foreign_keys = ON')
  return db
}

/** A new project appears whole or not at all, wherever its maker is stopped. */
function createFile(path: string): void {
  const unfinished = `${path}-new`
  for (const file of [unfinished, `${unfinished}-journal`]) rmSync(file, { force: true })
  const db = new Database(unfinished)
  try {
    migrate(db)
  } finally {
    db.close()
  }
  renameSync(unfinished, path)
}

/** Before anything is written: is it a sound project of ours? Reads only, and leaves nothing beside it. */
function checkFile(path: string): void {
  const beside = [`${path}-wal`, `${path}-shm`].filter(file => !existsSync(file))
  const db = new Database(path, { readonly: true })
  try {
    db.pragma('trusted_schema = OFF')
    db.pragma(`cache_size = -${CACHE_KB}`)
    const version = versionOf(db)
    checkVersion(version, path)
    checkSchema(db, version, path)
    const verdict = db.pragma('quick_check(1)', { simple: true })
    if (verdict !== 'ok') throw new CueScopeError('corrupt-db', `${path} is damaged (${verdict}).`, { path })
  } finally {
    db.close()
    // A reader makes them and does not clear them away.
    for (const file of beside) rmSync(file, { force: true })
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
  if (code.startsWith('SQLITE_'))
    return new CueScopeError('corrupt-db', `${path} can't be read: ${(cause as Error).message}`, { path }, { cause })
  if ((cause as NodeJS.ErrnoException).errno !== undefined) return fileError(path, cause)
  return new CueScopeError('internal-error', `Unexpected error: ${(cause as Error).message}`, { path }, { cause })
}
