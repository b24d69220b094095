import { stat } from 'node:fs/promises'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'

/** @throws CueScopeError unless the path is a folder */
export async function checkFolder(path: string): Promise<void> {
  let isFolder: boolean
  try {
    isFolder = (await stat(path)).isDirectory()
  } catch (cause) {
    throw fileError(path, cause)
  }
  if (!isFolder)
    throw new CueScopeError('bad-path', `${path} is not a folder: choose the folder that holds the clips.`, { path })
}
