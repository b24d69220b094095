import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'

/**
 * Takes the project for this process. A lock whose owner has ended is taken over.
 * @returns a function that gives it back
 * @throws CueScopeError project-in-use
 */
export function takeLock(projectPath: string): () => void {
  const path = `${projectPath}-lock`
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, JSON.stringify({ pid: process.pid, born: bornAt(process.pid) }))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw fileError(path, cause)
      const owner = readOwner(path)
      if (owner !== null && isAlive(owner)) {
        const message = `${projectPath} is open in another CueScope (process ${owner.pid}). Close it there first.`
        throw new CueScopeError('project-in-use', message, { path: projectPath, pid: owner.pid })
      }
      if (attempt === 3) throw fileError(path, cause)
      rmSync(path, { force: true })
    }
  }
}

interface Owner {
  readonly pid: number
  /** Start time as the system counts it, so that a process number used again is not taken for the owner. */
  readonly born: string | null
}

function readOwner(path: string): Owner | null {
  try {
    const owner = JSON.parse(readFileSync(path, 'utf8')) as Owner
    return Number.isInteger(owner.pid) && owner.pid > 0 ? owner : null
  } catch {
    return null // half-written by a process that died at it
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return owner.born === null || owner.born === bornAt(owner.pid)
}

/** Boot and start time of a process; null where the system does not tell. */
function bornAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startTicks}`
  } catch {
    return null
  }
}
