import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Of all files in a folder and below; links aren't followed, and what goes away meanwhile counts nothing. */
export async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(
    names.map(name =>
      lstat(join(folder, name)).then(
        found => (found.isFile() ? found.size : 0),
        // A file that SQLite removed between the listing and the look.
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
