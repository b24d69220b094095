import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'

export const projectRoot = resolve(import.meta.dirname, '../..')

export interface StartedElectron {
  readonly app: ElectronApplication
  readonly dataDir: string
  /** Quits the application and removes its data. */
  close(): Promise<void>
}

export interface ElectronStart {
  /** Folder with a package.json. @default the project */
  readonly appDir?: string
  /** @default a new, empty one */
  readonly dataDir?: string
  readonly env?: Record<string, string>
  /** On the command line, after the application. */
  readonly files?: readonly string[]
}

export function testElectronBinary(): string {
  const binary = process.env.CUESCOPE_TEST_ELECTRON
  if (!binary) throw new Error('CUESCOPE_TEST_ELECTRON is not set: run `npm test -- electron`')
  return binary
}

/** Starts an application (the built program) in the real Electron of the tests. */
export async function startElectron({
  appDir = projectRoot,
  dataDir,
  env = {},
  files = [],
}: ElectronStart = {}): Promise<StartedElectron> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'cuescope-electron-'))
  const app = await _electron.launch({
    executablePath: testElectronBinary(),
    args: [appDir, ...electronSwitches, ...files],
    env: { ...(process.env as Record<string, string>), CUESCOPE_DATA_DIR: folder, ...env },
  })
  app.process().stderr?.on('data', (chunk: Buffer) => process.env.CUESCOPE_TEST_VERBOSE && process.stderr.write(chunk))
  const close = async (): Promise<void> => {
    await app.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return { app, dataDir: folder, close }
}

/** CI runs as root, where Chromium's sandbox can't be had, and without a GPU. */
export const electronSwitches = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu']
