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

/** `create` refuses a file that is there, `open` one that is not, `either` takes both. */
export type OpenMode = 'create' | 'open' | 'either'

export function openProjectFile(path: string, mode: OpenMode): OpenProject {
  const releaseLock = claim(path, mode)
  try {
    if (existsSync(path)) checkProjectFile(path)
    else createProjectFile(path)
    return connect(path, releaseLock)
  } catch (cause) {
    releaseLock()
    throw sqliteError(path, cause)
  }
}

/** Who reads and writes all of a large project elsewhere, so that nothing stands still meanwhile. */
export interface Aside {
  /** As checkProjectFile does. */
  check(path: string): Promise<unknown>
  /** As updateProjectFile does. */
  update(path: string): Promise<unknown>
}

/** Opens one that is there. */
export async function openAside(path: string, { check, update }: Aside): Promise<OpenProject> {
  const releaseLock = claim(path, 'open')
  const clear = clearingBeside(path)
  try {
    await check(path).catch((cause: unknown) => {
      clear() // a check that was ended in the middle left them
      throw cause
    })
    await update(path)
    return connect(path, releaseLock)
  } catch (cause) {
    releaseLock()
    throw sqliteError(path, cause)
  }
}

/** @returns what takes away the files that a reader makes beside a project and does not clear away */
function clearingBeside(path: string): () => void {
  const beside = [`${path}-wal`, `${path}-shm`].filter(file => !existsSync(file))
  return () => beside.forEach(file => rmSync(file, { force: true }))
}

/** @returns a function that gives the project back */
function claim(path: string, mode: OpenMode): () => void {
  const isThere = existsSync(path)
  if (mode === 'create' && isThere)
    throw new CueScopeError('project-exists', `${path} is there already: open it, or choose another name.`, { path })
  if (mode === 'open' && !isThere)
    throw new CueScopeError('file-missing', `${path} is not there. Was it moved or renamed?`, { path })
  if (isThere) checkHeader(path)
  return takeLock(path)
}

function connect(path: string, releaseLock: () => void): OpenProject {
  const db = connectUpToDate(path)
  try {
    checkContents(db, path)
  } catch (cause) {
    db.close()
    throw cause
  }
  return {
    db,
    path,
    close() {
      db.close()
      releaseLock()
    },
  }
}

/** Brings a project that its opener has claimed and checked to this version; a large one of an earlier version takes seconds. */
export function updateProjectFile(path: string): void {
  connectUpToDate(path).close()
}

function connectUpToDate(path: string): WriteDb {
  const db = new Database(path, { fileMustExist: true })
  try {
    db.pragma('trusted_schema = OFF')
    db.pragma(`cache_size = -${CACHE_KB}`)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    migrate(db)
  } catch (cause) {
    db.close()
    throw sqliteError(path, cause)
  }
  return db
}

/**
 * Makes the one file of a closed project all of it: what a killed process left beside it goes in.
 * @throws CueScopeError project-in-use, corrupt-db
 */
export function gatherProjectFile(path: string): void {
  const releaseLock = takeLock(path)
  try {
    if (!existsSync(`${path}-wal`)) return
    const db = connectBeside(path, false)
    try {
      db.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      db.close()
    }
  } catch (cause) {
    throw sqliteError(path, cause)
  } finally {
    releaseLock()
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

/**
 * A new project appears whole or not at all, wherever its maker is stopped; with a WAL from the start: a rollback journal
 * left by a killed process would keep readers out. The WAL of an earlier project of this name, whose file was taken away,
 * would be read as this one's.
 */
export function createProjectFile(path: string): void {
  const unfinished = `${path}-new`
  const left = [`${path}-wal`, `${path}-shm`, ...['', '-journal', '-wal', '-shm'].map(end => unfinished + end)]
  for (const file of left) rmSync(file, { force: true })
  const db = new Database(unfinished)
  try {
    db.pragma('journal_mode = WAL')
    migrate(db)
  } finally {
    db.close()
  }
  renameSync(unfinished, path)
}

/**
 * Before anything is written: is it a sound project of ours? Reads all of it (900 MB that lie on a disk take seconds) and
 * leaves nothing beside it.
 * @throws CueScopeError
 */
export function checkProjectFile(path: string): void {
  const clear = clearingBeside(path)
  let db: WriteDb | undefined
  try {
    db = new Database(path, { readonly: true })
    db.pragma('trusted_schema = OFF')
    db.pragma(`cache_size = -${CACHE_KB}`)
    const version = versionOf(db)
    checkVersion(version, path)
    checkSchema(db, version, path)
    const verdict = db.pragma('quick_check(1)', { simple: true })
    if (verdict !== 'ok') throw new CueScopeError('corrupt-db', `${path} is damaged (${verdict}).`, { path })
  } catch (cause) {
    throw sqliteError(path, cause)
  } finally {
    db?.close()
    clear()
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
