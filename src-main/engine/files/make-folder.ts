import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from './read-file'

/**
 * Makes a folder and those above it, as far as they are not there. Node's own `recursive` never returns where a folder
 * that is there says that it is not once something is to be made in it, as Linux's /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  const folder = resolve(path)
  const missing = await tryMake(folder)
  if (missing === null) return
  const parent = dirname(folder)
  if (parent === folder) throw fileError(folder, missing)
  await makeFolder(parent)
  const stillMissing = await tryMake(folder)
  if (stillMissing !== null)
    throw new CueScopeError(
      'bad-path',
      `${path} can't be made: ${parent} takes no folders. Choose another place.`,
      { path },
      { cause: stillMissing },
    )
}

/** @returns what says that a folder above it is missing; null: it is there now */
async function tryMake(folder: string): Promise<unknown> {
  try {
    await mkdir(folder)
    return null
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return cause
    const found = await stat(folder).catch(() => null)
    if (found?.isDirectory() !== true) throw fileError(folder, cause)
    return null
  }
}
