import type { Db } from './open'

/** Functions that only read take this one, so that a signature tells whether a call may change the project. */
export type ReadDb = Pick<Db, 'prepare'>
export type WriteDb = Db
