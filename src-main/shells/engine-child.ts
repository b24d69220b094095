import { spawn } from 'node:child_process'
import type { EngineProcess, EngineStart } from './supervisor'

export interface EngineChildOptions {
  /** A Node 24 executable. @default the one that runs this */
  readonly node?: string
  readonly engineEntry: string
}

/** Starts the engine as a Node process of its own. Its stdin stays open as long as the shell lives: it ends with it. */
export function engineAsChild(options: EngineChildOptions): EngineStart {
  return (args, env): EngineProcess => {
    const child = spawn(options.node ?? process.execPath, [options.engineEntry, ...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    child.stdin.on('error', () => undefined) // it may be gone before we close our end
    return {
      stdout: child.stdout,
      stderr: child.stderr,
      onExit: listener => {
        child.once('error', error => listener(error.message))
        child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}`))
      },
      stop: () => {
        child.stdin.end()
        if (process.platform !== 'win32') child.kill('SIGTERM')
      },
      kill: () => void child.kill('SIGKILL'),
    }
  }
}
