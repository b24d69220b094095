import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where the built program's parts are. */
export interface AppPaths {
  readonly engineEntry: string
  readonly workerEntry: string
  readonly summaryEntry: string
  readonly preloadEntry: string
  readonly rendererDir: string
  readonly resourcesDir: string
}

/** @param mainDir folder of the built entries (out/main): `import.meta.dirname` of an entry file, never of a chunk. */
export function appPaths(mainDir: string): AppPaths {
  return {
    engineEntry: join(mainDir, 'engine.js'),
    workerEntry: join(mainDir, 'explain.worker.js'),
    summaryEntry: join(mainDir, 'summary.worker.js'),
    preloadEntry: join(mainDir, '../preload/index.cjs'),
    rendererDir: join(mainDir, '../renderer'),
    resourcesDir: join(mainDir, '../../resources'),
  }
}

/** The folder of library, demo project and logs: CUESCOPE_DATA_DIR, or where this system keeps an application's data. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.CUESCOPE_DATA_DIR) return env.CUESCOPE_DATA_DIR
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'CueScope')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'CueScope')
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'cuescope')
}

/** Folder of an installed openSMILE, as CUESCOPE_OPENSMILE names it. */
export function opensmileFromEnv(env: NodeJS.ProcessEnv = process.env): { opensmileFolder?: string } {
  return env.CUESCOPE_OPENSMILE ? { opensmileFolder: resolve(env.CUESCOPE_OPENSMILE) } : {}
}
