import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'
import { applicationId, currentVersion } from './migrate'

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
/** Where SQLite's file header holds them, big-endian 32 bit. */
const USER_VERSION_AT = 60
const APPLICATION_ID_AT = 68

/**
 * Is this file one of ours, and not of a newer program? Told by its first bytes alone, so that a file that is refused is
 * not so much as opened by SQLite.
 * @throws CueScopeError not-a-project, empty-file, newer-version
 */
export function checkHeader(path: string): void {
  const header = readHeader(path)
  const isOurs = header.toString('latin1', 0, MAGIC.length) === MAGIC && header.length === HEADER_BYTES
  if (!isOurs || header.readUInt32BE(APPLICATION_ID_AT) !== applicationId)
    throw new CueScopeError('not-a-project', `${path} is not a CueScope project. Choose a file that CueScope made.`, {
      path,
    })
  checkVersion(header.readUInt32BE(USER_VERSION_AT), path)
}

/** @throws CueScopeError newer-version */
export function checkVersion(version: number, path: string): void {
  if (version <= currentVersion) return
  const message = `${path} was made by a newer CueScope (format ${version}; this one reads up to ${currentVersion}). Update CueScope to open it.`
  throw new CueScopeError('newer-version', message, { path, version, currentVersion })
}

function readHeader(path: string): Buffer {
  try {
    const stat = statSync(path)
    if (!stat.isFile())
      throw new CueScopeError('not-a-project', `${path} is not a file. Choose a project that CueScope made.`, { path })
    if (stat.size === 0)
      throw new CueScopeError('empty-file', `${path} is empty: nothing of a project is left in it. Use a copy.`, {
        path,
      })
    const file = openSync(path, 'r')
    try {
      const header = Buffer.alloc(HEADER_BYTES)
      return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0))
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    throw cause instanceof CueScopeError ? cause : fileError(path, cause)
  }
}
