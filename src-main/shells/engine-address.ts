import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface EngineAddress {
  /** Unix socket, or named pipe on Windows. */
  readonly socketPath: string
  /** Removes what a dead engine left there, so that the next one can listen. */
  clear(): void
  dispose(): void
}

/** A new address that only this user can reach: a socket in a private folder (mode 0700), or a pipe with a random name. */
export function newEngineAddress(): EngineAddress {
  if (process.platform === 'win32') {
    const socketPath = `\\\\.\\pipe\\cuescope-${randomBytes(16).toString('hex')}`
    return { socketPath, clear: () => undefined, dispose: () => undefined }
  }
  removeLeftOvers()
  const folder = mkdtempSync(join(tmpdir(), `cuescope-shell-${process.pid}-`))
  const socketPath = join(folder, 'engine.sock')
  return {
    socketPath,
    clear: () => rmSync(socketPath, { force: true }),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Folders of shells that were killed before they could tidy up; their names say whose they were. */
function removeLeftOvers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^cuescope-shell-(\d+)-\w{6}$/.exec(name)?.[1] ?? 0)
    if (pid === 0 || isRunning(pid)) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EPERM' && code !== 'EACCES') throw error // another user's folder stays
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
