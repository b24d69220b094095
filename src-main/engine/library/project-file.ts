import { existsSync, statSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'

/** What SQLite and the lock keep beside a project while it is open, or leave there when its process is killed. */
const BESIDE = ['-wal', '-shm', '-lock', '-new', '-new-wal', '-new-shm'] as const

/** A file that is called after its project. @throws CueScopeError bad-path where no file can be called so */
export function projectFileName(name: string): string {
  const plain = name.replace(/[/\\:*?"<>|\p{Cc}]/gu, ' ').trim()
  if (plain === '' || plain.startsWith('.'))
    throw new CueScopeError('bad-path', `"${name}" can't be a project's name: use letters and digits.`)
  return `${plain}.cuescope`
}

/** What a project takes up on the disk; null: its file is not there. */
export function projectBytes(path: string): number | null {
  const size = (file: string): number | null => statSync(file, { throwIfNoEntry: false })?.size ?? null
  const own = size(path)
  return own === null ? null : own + (size(`${path}-wal`) ?? 0)
}

/** @returns where it is now; nothing that is there is written over. Nobody may have it open. */
export async function renameProjectFile(path: string, name: string): Promise<string> {
  const target = join(dirname(path), projectFileName(name))
  if (target === path) return path
  // On disks that know no difference between A and a, a name may be there because it is our own.
  const isOwn = target.toLowerCase() === path.toLowerCase()
  if (!isOwn && existsSync(target))
    throw new CueScopeError('project-exists', `${basename(target)} is there already: choose another name.`, { target })
  await rename(path, target).catch(cause => Promise.reject(fileError(path, cause)))
  return target
}

/** For good. Nobody may have it open. */
export async function deleteProjectFile(path: string): Promise<void> {
  try {
    for (const file of [path, ...BESIDE.map(ending => path + ending)]) await rm(file, { force: true })
  } catch (cause) {
    throw fileError(path, cause)
  }
}
