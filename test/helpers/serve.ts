import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export interface Served {
  readonly process: ChildProcess
  readonly dataDir: string
  /** With a one-time code. */
  readonly url: string
  /** Ctrl-C. @returns exit code */
  interrupt(): Promise<number | null>
  close(): Promise<void>
}

/** Starts the built browser shell as `npm start` does. */
export async function startServe(env: Record<string, string> = {}): Promise<Served> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cuescope-serve-'))
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../out/main/serve.js')], {
    env: { ...process.env, CUESCOPE_DATA_DIR: dataDir, DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
    stdio: ['ignore', 'pipe', process.env.CUESCOPE_TEST_VERBOSE ? 'inherit' : 'ignore'],
  })
  const url = await new Promise<string>((resolveUrl, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const address = /http:\/\/\S+/.exec(line)?.[0]
      if (address) resolveUrl(address)
    })
    child.once('exit', code => reject(new Error(`serve ended with ${code} before it printed an address`)))
  })
  const interrupt = async (): Promise<number | null> => {
    const exited = once(child, 'exit')
    child.kill('SIGINT')
    return ((await exited) as [number | null])[0]
  }
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await interrupt()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return { process: child, dataDir, url, interrupt, close }
}
