import type { WriteDb } from './handles'

/** Rewriting the file takes a second per some 200 MB: not for the last few pages. */
const WORTH_SHARE = 0.1

/** After much was deleted: makes the file as small as what is in it. */
export function giveBackSpace(db: WriteDb): void {
  const pages = (name: 'freelist_count' | 'page_count'): number => db.pragma(name, { simple: true }) as number
  if (pages('freelist_count') < WORTH_SHARE * pages('page_count')) return
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
}
