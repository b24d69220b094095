import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { constants } from 'node:fs'
import { CueScopeError } from '#engine/base/errors'

/**
 * A regular file's bytes. Pipes, devices and folders are refused before a byte is read, and a file is never read past
 * `maxBytes`, whatever its size claims.
 */
export async function readRegularFile(path: string, maxBytes: number): Promise<Uint8Array> {
  const name = basename(path)
  let handle
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (cause) {
    throw fileError(path, cause)
  }
  try {
    const stat = await handle.stat()
    if (!stat.isFile())
      throw new CueScopeError('not-regular-file', `${name} is not a regular file: choose a file.`, { path })
    if (stat.size > maxBytes) {
      const limit = `${Math.round(maxBytes / 2 ** 20)} MB`
      throw new CueScopeError(
        'too-large',
        `${name} has ${Math.round(stat.size / 2 ** 20)} MB; the limit is ${limit}.`,
        { path },
      )
    }
    return await handle.readFile()
  } catch (cause) {
    throw cause instanceof CueScopeError ? cause : fileError(path, cause)
  } finally {
    await handle.close()
  }
}

/** @returns the path, where a regular file lies there */
export async function checkRegularFile(path: string): Promise<string> {
  const { isFile } = await stat(path).then(
    found => ({ isFile: found.isFile() }),
    cause => Promise.reject(fileError(path, cause)),
  )
  if (!isFile) throw new CueScopeError('not-regular-file', `${basename(path)} is not a regular file.`, { path })
  return path
}

const MAX_AUDIO_BYTES = 2 ** 30

/** A clip's bytes (or those of a ready log-Mel in its place), of any regular file up to 1 GiB. */
export function readClipFile(path: string): Promise<Uint8Array> {
  return readRegularFile(path, MAX_AUDIO_BYTES)
}

/** A file system error in plain words. */
export function fileError(path: string, cause: unknown): CueScopeError {
  const code = (cause as NodeJS.ErrnoException).code
  const options = { cause }
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new CueScopeError(
      'file-missing',
      `${path} is not there. Was it moved, renamed or unplugged?`,
      { path },
      options,
    )
  if (code === 'EACCES' || code === 'EPERM')
    return new CueScopeError('permission-denied', `${path} may not be read or written by this user.`, { path }, options)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new CueScopeError('disk-full', `The disk of ${path} is full. Make room and go on.`, { path }, options)
  if (code === 'EROFS')
    return new CueScopeError('permission-denied', `${path} is on a read-only disk.`, { path }, options)
  if (code === 'EISDIR')
    return new CueScopeError('not-regular-file', `${path} is a folder; a file is needed.`, { path }, options)
  return new CueScopeError('bad-path', `${path} can't be used: ${(cause as Error).message}`, { path }, options)
}
