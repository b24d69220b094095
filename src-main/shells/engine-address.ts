import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
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
  const folder = mkdtempSync(join(tmpdir(), 'cuescope-'))
  const socketPath = join(folder, 'engine.sock')
  return {
    socketPath,
    clear: () => rmSync(socketPath, { force: true }),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}
