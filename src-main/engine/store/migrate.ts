import type { Database } from 'better-sqlite3'
import { initial } from './migrations/0010-initial'
import { addProviders } from './migrations/0020-providers'
import { addBaselines } from './migrations/0030-baselines'
import { addExperiments } from './migrations/0040-experiments'
import { addPlausibility } from './migrations/0050-plausibility'
import { addAnnotations } from './migrations/0060-annotations'
import { addClipMaps } from './migrations/0070-clip-maps'
import { addTableViews } from './migrations/0080-table-views'
import { addWorkstation } from './migrations/0090-workstation'
import { addCueColumns } from './migrations/0100-cue-columns'

/** In order; each brings a project from the version before it to its own. */
const migrations = [
  initial,
  addProviders,
  addBaselines,
  addExperiments,
  addPlausibility,
  addAnnotations,
  addClipMaps,
  addTableViews,
  addWorkstation,
  addCueColumns,
] as const

export const currentVersion = migrations[migrations.length - 1].version

/** 'CueS': tells a project from any other SQLite file. */
export const applicationId = 0x43756553

/** Brings a project to a version, all of it or nothing. */
export function migrate(db: Database, target: number = currentVersion): void {
  const version = versionOf(db)
  const pending = migrations.filter(migration => migration.version > version && migration.version <= target)
  if (pending.length === 0) return
  db.transaction(() => {
    for (const migration of pending) db.exec(migration.sql)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${pending[pending.length - 1].version}`)
  }).immediate()
}

/** The version a project is of. */
export function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number
}
