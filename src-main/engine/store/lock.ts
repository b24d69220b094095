import { closeSync, fstatSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'

/** A lock or guard that nobody has finished writing by then is left over. */
const HALF_WRITTEN_MS = 2000
const RETRY_MS = 20
/** Longer in all than a left-over is waited for. */
const RETRIES = 150

/**
 * Takes the project for this process. A lock whose owner has ended is taken over.
 * @returns a function that gives it back
 * @throws CueScopeError project-in-use
 */
export function takeLock(projectPath: string): () => void {
  const path = `${projectPath}-lock`
  for (let attempt = 0; attempt < RETRIES; attempt++) {
    const isOurs = create(path, projectPath)
    if (isOurs !== null) return () => isOurs() && rmSync(path, { force: true })
    const owner = readOwner(path)
    if (owner === null) continue // given back just now
    const isBeingWritten = owner.pid === null && isAlive(owner)
    if (isAlive(owner) && !isBeingWritten) throw inUse(projectPath, owner.pid)
    if (isBeingWritten || !discardDead(path, projectPath))
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS)
  }
  throw inUse(projectPath, null)
}

/** @returns whether the lock is still the one we made; null if there is one already */
function create(path: string, projectPath: string): (() => boolean) | null {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return null
    throw fileError(dirname(projectPath), cause)
  }
  try {
    writeSync(file, JSON.stringify({ pid: process.pid, born: bornAt(process.pid) }))
    const { ino } = fstatSync(file)
    return () => statSync(path, { throwIfNoEntry: false })?.ino === ino
  } finally {
    closeSync(file)
  }
}

/**
 * Takes away the lock of a dead owner. Several may find it at once: only the holder of the guard may take it away, after
 * one more look, so that nobody takes away the lock of the one who was faster.
 * @returns false where another process is at it
 */
function discardDead(path: string, projectPath: string): boolean {
  const guard = `${path}-guard`
  const isOurs = create(guard, projectPath)
  if (isOurs === null) {
    if ((readOwner(guard)?.ageMs ?? 0) > HALF_WRITTEN_MS) rmSync(guard, { force: true })
    return false
  }
  try {
    const owner = readOwner(path)
    if (owner !== null && !isAlive(owner)) rmSync(path, { force: true })
    return true
  } finally {
    rmSync(guard, { force: true })
  }
}

interface Owner {
  /** null: not readable. */
  readonly pid: number | null
  /** Start time as the system counts it, so that a process number used again is not taken for the owner. */
  readonly born: string | null
  readonly ageMs: number
}

/** null: there is no lock. */
function readOwner(path: string): Owner | null {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return null
  return { ...parseOwner(readText(path)), ageMs: Date.now() - stat.mtimeMs }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw fileError(path, cause)
  }
}

function parseOwner(text: string): { pid: number | null; born: string | null } {
  try {
    const { pid, born } = JSON.parse(text) as { pid: unknown; born: unknown }
    const isNumber = Number.isInteger(pid) && (pid as number) > 0
    return { pid: isNumber ? (pid as number) : null, born: typeof born === 'string' ? born : null }
  } catch {
    return { pid: null, born: null } // half-written
  }
}

function isAlive({ pid, born, ageMs }: Owner): boolean {
  if (pid === null) return ageMs < HALF_WRITTEN_MS
  try {
    process.kill(pid, 0)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return born === null || born === bornAt(pid)
}

function inUse(path: string, pid: number | null): CueScopeError {
  const who = pid === null ? '' : ` (process ${pid})`
  const message = `${path} is open in another CueScope${who}. Close it there first.`
  return new CueScopeError('project-in-use', message, { path, pid })
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
