/** Child processes for the launch scripts. */
import { spawn } from 'node:child_process'
import { dirname, delimiter } from 'node:path'
import { projectNode, root } from './places.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Environment in which `node` is the project's own, and ONNX Runtime reports to nobody. */
export const projectEnv = extra => ({
  ...process.env,
  ORT_DISABLE_TELEMETRY: '1',
  PATH: dirname(projectNode) + delimiter + (process.env.PATH ?? ''),
  ...extra,
})

/** Lets a program of ours end with this process, however that is ended. */
export const launcherEnv = () => ({ ...process.env, CUESCOPE_LAUNCHER_PID: String(process.pid) })

/**
 * Runs a program as if it were this one: its words, its exit code, our signals.
 * In a terminal Ctrl-C reaches both of us, so it isn't passed on a second time.
 * @returns {Promise<{code: number, signal: string | null}>}
 */
export function runInPlace(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: process.cwd(), stdio: 'inherit', ...options })
    const passOn = signal => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    for (const signal of signals) process.on(signal, passOn)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of signals) process.removeListener(name, passOn)
      resolve({ code: code ?? 1, signal })
    })
  })
}

/** Ends this process as the child ended. */
export function endLike({ code, signal }) {
  if (signal && process.platform !== 'win32') process.kill(process.pid, signal)
  else process.exitCode = code
}

/**
 * Runs quietly; what it said is in the answer. Killed when it takes longer than `limitMs`.
 * @returns {Promise<{isDone: boolean, output: string}>}
 */
export function runQuietly(command, args, { limitMs, ...options } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs, ...options })
    let output = ''
    const hear = chunk => (output += chunk)
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('error', error => resolve({ isDone: false, output: error.message }))
    child.once('close', code => resolve({ isDone: code === 0, output }))
  })
}

export const say = line => process.stderr.write(`${line}\n`)

/** Announces a step, runs it, and says how long it took. */
export async function step(title, act) {
  const startedMs = Date.now()
  process.stderr.write(`  ${title} ... `)
  try {
    const result = await act()
    say(`done (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`)
    return result
  } catch (error) {
    say('failed')
    throw error
  }
}
