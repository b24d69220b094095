import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { builtMain } from './built-program'

export interface CliOutcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliRun {
  readonly child: ChildProcess
  readonly outcome: Promise<CliOutcome>
}

/** Starts the built command line. `dataDir` keeps it away from the user's own library. */
export async function startCli(dataDir: string, args: readonly string[]): Promise<CliRun> {
  const child = spawn(process.execPath, [join(await builtMain(), 'cli.js'), ...args], {
    env: { ...process.env, CUESCOPE_DATA_DIR: dataDir, CUESCOPE_OPENSMILE: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const outcome = new Promise<CliOutcome>((resolve, reject) => {
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', text => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return { child, outcome }
}

export async function runCli(dataDir: string, ...args: string[]): Promise<CliOutcome> {
  return (await startCli(dataDir, args)).outcome
}
