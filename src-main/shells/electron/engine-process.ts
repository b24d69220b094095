import { app, MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron'
import type { Readable } from 'node:stream'
import type { AppPaths } from '#shells/app-paths'
import { engineAsChild } from '#shells/engine-child'
import type { EngineToShell, ShellToEngine, ShellToWorker } from '#shells/engine-messages'
import { workerEnv } from '#shells/spawn-worker'
import type { EngineStart } from '#shells/supervisor'

/**
 * How the engine runs under this Electron: as a utility process; or, in development and tests, under the Node that
 * CUESCOPE_ENGINE_NODE names (an Electron whose own Node is too old for the engine can still show the window).
 */
export function startEngineProcess({ engineEntry, workerEntry }: AppPaths): EngineStart {
  const node = process.env.CUESCOPE_ENGINE_NODE
  if (node && !app.isPackaged) return engineAsChild({ node, engineEntry })
  return engineAsUtility(engineEntry, workerEntry)
}

export function engineAsUtility(engineEntry: string, workerEntry: string): EngineStart {
  return (args, env) => {
    const engine = utilityProcess.fork(engineEntry, args, {
      env: { ...(process.env as Record<string, string>), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      serviceName: 'CueScope engine',
    })
    if (!engine.stdout || !engine.stderr) throw new Error('The engine process has no output.')
    serveWorkers(engine, workerEntry)
    return {
      stdout: engine.stdout as Readable,
      stderr: engine.stderr as Readable,
      onExit: listener => void engine.once('exit', code => listener(`exit code ${code}`)),
      stop: () => engine.postMessage({ type: 'stop' } satisfies ShellToEngine),
      kill: () => killAtOnce(engine),
    }
  }
}

/** Forks a worker whenever the engine asks, gives each of the two one end of a channel, and ends them with the engine. */
function serveWorkers(engine: UtilityProcess, workerEntry: string): void {
  const workers = new Map<number, UtilityProcess>()
  const tell = (message: ShellToEngine, ports?: Electron.MessagePortMain[]): void => engine.postMessage(message, ports)

  engine.on('message', (message: EngineToShell) => {
    if (message.type === 'kill-worker') {
      const worker = workers.get(message.id)
      if (worker) killAtOnce(worker)
      return
    }
    const { id } = message
    const options = {
      env: workerEnv(),
      stdio: ['ignore', 'inherit', 'inherit'] as 'inherit'[],
      serviceName: 'CueScope worker',
    }
    const worker = utilityProcess.fork(workerEntry, [], options)
    workers.set(id, worker)
    const { port1, port2 } = new MessageChannelMain()
    worker.postMessage({ type: 'port' } satisfies ShellToWorker, [port2])
    tell({ type: 'worker-port', id }, [port1])
    worker.once('spawn', () => tell({ type: 'worker-spawned', id, pid: worker.pid }))
    worker.once('exit', code => {
      workers.delete(id)
      tell({ type: 'worker-exit', id, code })
    })
  })
  engine.once('exit', () => workers.forEach(killAtOnce))
}

/** `UtilityProcess.kill` asks politely, which a process stuck in native code doesn't hear. */
function killAtOnce(of: UtilityProcess): void {
  try {
    if (of.pid === undefined) of.kill()
    else process.kill(of.pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // it was faster
  }
}
