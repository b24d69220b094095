import { posix } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import { quoted } from './quoted'

const MAX_LENGTH = 4096

/**
 * A path that a stranger's table gives, as a path inside the folder with forward slashes. Decided by its letters alone:
 * nothing is looked up, since on Windows the mere look at `\\host\share` sends the user's credentials there.
 *
 * @throws CueScopeError
 */
export function relativePath(written: string): string {
  const path = written.replaceAll('\\', '/')
  if (path.trim() === '') throw new CueScopeError('bad-path', 'The file name is empty.')
  if (path.length > MAX_LENGTH) throw new CueScopeError('bad-path', `The path is longer than ${MAX_LENGTH} characters.`)
  if (/^[a-z][a-z0-9+.-]+:/i.test(path))
    throw new CueScopeError('bad-path', `${quoted(written)} is an address; a path inside the folder is needed.`)
  if (path.startsWith('/') || /^[a-z]:/i.test(path))
    throw new CueScopeError(
      'path-outside-project',
      `${quoted(written)} is absolute; a path inside the folder is needed.`,
    )
  const normal = posix.normalize(path)
  if (normal === '..' || normal.startsWith('../'))
    throw new CueScopeError('path-outside-project', `${quoted(written)} leads out of the folder.`)
  if (normal === '.' || normal.endsWith('/'))
    throw new CueScopeError('bad-path', `${quoted(written)} names a folder; a file is needed.`)
  return normal
}
