import { Worker } from 'node:worker_threads'

/** Plain JavaScript of a thread: it must run while the main thread is stuck in native code. */
const watch = `
  const { workerData } = require('node:worker_threads')
  const isGone = () => {
    if (process.platform !== 'win32') return process.ppid !== workerData.parentPid
    try { process.kill(workerData.parentPid, 0); return false } catch { return true }
  }
  setInterval(() => { if (isGone()) process.kill(process.pid, 'SIGKILL') }, 500)
`

/** Ends this process within a second of its parent's end, however either ends. */
export function dieWithParent(parentPid: number = process.ppid): void {
  new Worker(watch, { eval: true, workerData: { parentPid } }).unref()
}

/** For programs that a launch script started: they end with it, even where it had no time to tell them. */
export function endWithLauncher(env: NodeJS.ProcessEnv = process.env): void {
  if (Number(env.CUESCOPE_LAUNCHER_PID) === process.ppid) dieWithParent()
}
