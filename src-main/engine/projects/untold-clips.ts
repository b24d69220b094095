import type { ClipQuery } from '#contracts/clip'
import { sha256 } from '#engine/files/sha256'
import { clipsHeardBlindYet } from '#engine/store/waiting-blind'
import type { ReadDb } from '#engine/store/handles'

/** Who reads; nobody: all may be told. */
export type Reader = Pick<ClipQuery, 'reader'>

/** Where a clip stands in a list, that it is in it or counted tells of it: what its reader must not know of is left out. */
export function untoldClips(db: ReadDb, { reader }: Reader): Set<number> {
  return reader === undefined ? new Set() : clipsHeardBlindYet(db, reader)
}

/** Whom an audit is to be read for (`StoredAudit`); null: nothing is kept from them, and what holds for all may be told. */
export function readerOf(db: ReadDb, { reader }: Reader): number | null {
  return reader === undefined || untoldClips(db, { reader }).size === 0 ? null : reader
}

/** Another one: other clips are kept from this reader. */
export function untoldStamp(db: ReadDb, reader: number | null): string {
  if (reader === null) return ''
  return sha256([...untoldClips(db, { reader })].sort((a, b) => a - b).join()).slice(0, 16)
}
