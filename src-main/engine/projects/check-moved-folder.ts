import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { MovedDataset } from '#contracts/dataset'
import type { WorkerPool } from '#engine/audits/worker-pool'
import { CueScopeError } from '#engine/base/errors'
import { checkFolder } from '#engine/datasets/check-folder'
import { datasetPlace, knownFiles, type KnownFile } from '#engine/store/datasets'
import type { ReadDb } from '#engine/store/handles'

/** So many files, spread over the data set, are read whole: their bytes must be the ones that were audited. */
const READ_FILES = 24
const STATS_AT_ONCE = 64

/** `compared`: so many files have the bytes that they had. */
export type MovedCounts = Pick<MovedDataset, 'found' | 'missing'> & { readonly compared: number }

export interface MovedFolder {
  readonly db: ReadDb
  readonly datasetId: number
  readonly folder: string
  readonly pool: WorkerPool
}

/**
 * Does a folder hold the recordings of a data set? Each file that is found must have the size it had, and those of a
 * sample the same bytes. Some may be missing, not all.
 * @throws CueScopeError file-missing: none is there; file-changed: others are
 */
export async function checkMovedFolder({ db, datasetId, folder, pool }: MovedFolder): Promise<MovedCounts> {
  const { name } = datasetPlace(db, datasetId)
  await checkFolder(folder)
  const known = knownFiles(db, datasetId)
  const sizes = await sizesIn(folder, known)
  const found = known.filter(({ file }) => sizes.has(file))
  if (found.length === 0 && known.length > 0)
    throw new CueScopeError(
      'file-missing',
      `None of the ${known.length} clips of ${name} is in ${folder}: ${known[0].file} is not there. Choose the folder that the data set lies in now.`,
      { folder },
    )
  const sample = spread(found)
  const changed =
    found.find(({ file, size }) => size !== null && size !== sizes.get(file)) ??
    (await firstChanged(folder, sample, pool))
  if (changed !== undefined)
    throw new CueScopeError(
      'file-changed',
      `${folder} is not ${name}, moved: ${changed.file} is another recording there. Add it as a data set of its own.`,
      { folder, file: changed.file },
    )
  return { found: found.length, missing: known.length - found.length, compared: sample.length }
}

/** In bytes, of those that are there. */
async function sizesIn(folder: string, known: readonly KnownFile[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  for (let at = 0; at < known.length; at += STATS_AT_ONCE)
    await Promise.all(
      known.slice(at, at + STATS_AT_ONCE).map(async ({ file }) => {
        const found = await stat(join(folder, file)).catch(() => null)
        if (found?.isFile()) sizes.set(file, found.size)
      }),
    )
  return sizes
}

/** Of those whose bytes are known: at equal distances, first and last among them. */
function spread(found: readonly KnownFile[]): readonly KnownFile[] {
  const hashed = found.filter(({ sha256 }) => sha256 !== null)
  if (hashed.length <= READ_FILES) return hashed
  return Array.from({ length: READ_FILES }, (_, i) => hashed[Math.round((i * (hashed.length - 1)) / (READ_FILES - 1))])
}

async function firstChanged(
  folder: string,
  files: readonly KnownFile[],
  pool: WorkerPool,
): Promise<KnownFile | undefined> {
  const isSame = await Promise.all(
    files.map(async ({ file, sha256 }) => {
      const now = await pool.run({ kind: 'fingerprint', file: join(folder, file) })
      return now.sha256 === sha256
    }),
  )
  return files[isSame.indexOf(false)]
}

/** Where a data set may lie that was copied or sent along with its project: beside it, or around it. */
export function foldersBeside(projectPath: string, folder: string): string[] {
  const own = dirname(projectPath)
  // The path may be another system's.
  const name = folder.split(/[\\/]/).findLast(part => part !== '')
  return name === undefined ? [own] : [join(own, name), own]
}
