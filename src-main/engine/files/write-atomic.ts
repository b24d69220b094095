import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { fileError } from './read-file'

/** Writes a whole file or nothing: a temporary beside it, synced, then renamed over it. */
export async function writeAtomic(path: string, data: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const handle = await open(temporary, 'w', 0o600)
    try {
      await handle.writeFile(data)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw fileError(path, cause)
  }
}
