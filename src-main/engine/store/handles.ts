import type { Database } from 'better-sqlite3'

/** Functions that only read take this one, so that a signature tells whether a call may change the project. */
export type ReadDb = Pick<Database, 'prepare'>
export type WriteDb = Database
