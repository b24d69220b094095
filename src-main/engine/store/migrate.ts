import type { Database } from 'better-sqlite3'
import { CueScopeError } from '#engine/base/errors'
import { initial } from './migrations/0010-initial'

/** In order; each brings a project from the version before it to its own. */
const migrations = [initial] as const

export const currentVersion = migrations[migrations.length - 1].version

/** 'CueS': tells a project from any other SQLite file. */
export const applicationId = 0x43756553

/** Brings a project to the current version, all of it or nothing. */
export function migrate(db: Database): void {
  const version = db.pragma('user_version', { simple: true }) as number
  const pending = migrations.filter(migration => migration.version > version)
  if (pending.length === 0) return
  db.transaction(() => {
    for (const migration of pending) db.exec(migration.sql)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${currentVersion}`)
  }).immediate()
}

/** Is this file one of ours, and not of a newer program? Reads only. @throws CueScopeError */
export function checkVersion(db: Database, path: string): void {
  const id = db.pragma('application_id', { simple: true }) as number
  const version = db.pragma('user_version', { simple: true }) as number
  if (id !== applicationId)
    throw new CueScopeError('not-a-project', `${path} is not a CueScope project. Choose a file that CueScope made.`, {
      path,
    })
  if (version > currentVersion) {
    const message = `${path} was made by a newer CueScope (format ${version}; this one reads up to ${currentVersion}). Update CueScope to open it.`
    throw new CueScopeError('newer-version', message, { path, version, currentVersion })
  }
}
