import type { ErrorBody } from '#contracts/error'

/**
 * What the shells, the engine process and its workers say to each other apart from HTTP: closed sets. The port messages
 * exist only where the engine is an Electron utility process, which can't fork workers itself: it asks the shell.
 */

/** The one line that the engine prints on stdout, as JSON: it listens, or it can't and says why. */
export type ReadyLine = { ready: true; engineId: string } | { ready: false; error: ErrorBody }

export type EngineToShell = { type: 'spawn-worker'; id: number } | { type: 'kill-worker'; id: number }

export type ShellToEngine =
  | { type: 'stop' }
  /** Comes with one end of the message channel; the worker holds the other. */
  | { type: 'worker-port'; id: number }
  | { type: 'worker-spawned'; id: number; pid: number | undefined }
  | { type: 'worker-exit'; id: number; code: number }

/** Comes with the worker's end of the message channel. */
export type ShellToWorker = { type: 'port' }

/** Electron's `MessagePortMain` and `process.parentPort`, as far as they are used outside its shell. */
export interface UtilityPort {
  on(event: 'message', listener: (event: { data: unknown; ports: UtilityPort[] }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** The port to the shell in an Electron utility process; undefined in a plain Node process. */
export function utilityParentPort(): UtilityPort | undefined {
  return (process as unknown as { parentPort?: UtilityPort }).parentPort
}
