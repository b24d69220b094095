import { fork, type ChildProcess } from 'node:child_process'
import { utilityParentPort, type EngineToShell, type ShellToEngine, type UtilityPort } from './engine-messages'

export interface WorkerExit {
  readonly code: number | null
  readonly signal: string | null
}

/** A worker process as its owner sees it; the same for both transports. Messages are structured clones. */
export interface WorkerHandle {
  /** Undefined until the process runs. */
  readonly pid: number | undefined
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once; no message comes after it. */
  onExit(listener: (exit: WorkerExit) => void): void
  /** At once, without asking: a worker may be stuck in native code. */
  kill(): void
}

export type SpawnWorker = () => WorkerHandle

/**
 * How this process starts workers: forked by itself where it is a Node process, by the shell where it is an Electron
 * utility process (which can't fork). The worker's side is `worker-port.ts`.
 * @param workerEntry built file; used by the first way only, the shell knows its own
 */
export function createSpawnWorker(workerEntry: string): SpawnWorker {
  const parentPort = utilityParentPort()
  return parentPort ? workersOfTheShell(parentPort) : () => forkWorker(workerEntry)
}

/** What a worker may see of the environment: where libraries, drivers and temporary files are. No secrets. */
const passedOn =
  /^(PATH|SystemRoot|WINDIR|TEMP|TMP|TMPDIR|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|XDG_RUNTIME_DIR|DISPLAY|WAYLAND_DISPLAY|CUDA_.*|NVIDIA_.*|VK_.*|MESA_.*)$/i

export function workerEnv(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const entries = Object.entries(env).filter(([name, value]) => value !== undefined && passedOn.test(name))
  // ONNX Runtime would otherwise report its use to its maker, and keep a device id for it under the home folder.
  return { ...(Object.fromEntries(entries) as Record<string, string>), ORT_DISABLE_TELEMETRY: '1' }
}

function forkWorker(workerEntry: string): WorkerHandle {
  const child: ChildProcess = fork(workerEntry, [], {
    serialization: 'advanced',
    env: workerEnv(),
    execArgv: [],
    // A worker's words go to our stderr: stdout belongs to results.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  return {
    get pid() {
      return child.pid
    },
    // A message to a worker that has just died is lost on purpose: its exit is what the owner acts on.
    post: message => void (child.connected && child.send(message as object, () => undefined)),
    onMessage: listener => void child.on('message', listener),
    onExit: listener => {
      // 'close' rather than 'exit': it comes after the last message.
      child.once('close', (code, signal) => listener({ code, signal }))
      child.once('error', () => child.pid === undefined && listener({ code: null, signal: null }))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

interface ShellWorker {
  pid: number | undefined
  port: UtilityPort | null
  unsent: unknown[]
  hasExited: boolean
  readonly onMessage: ((message: unknown) => void)[]
  readonly onExit: ((exit: WorkerExit) => void)[]
}

function workersOfTheShell(shell: UtilityPort): SpawnWorker {
  const workers = new Map<number, ShellWorker>()
  let nextId = 1
  const ask = (message: EngineToShell): void => shell.postMessage(message)

  shell.on('message', ({ data, ports }) => {
    const message = data as ShellToEngine
    if (message.type === 'stop') return
    const worker = workers.get(message.id)
    if (!worker) return
    if (message.type === 'worker-port') connect(worker, ports[0])
    else if (message.type === 'worker-spawned') worker.pid = message.pid
    else {
      workers.delete(message.id)
      worker.hasExited = true
      worker.port?.close()
      for (const listener of worker.onExit) listener({ code: message.code, signal: null })
    }
  })

  return () => {
    const id = nextId++
    const worker: ShellWorker = { pid: undefined, port: null, unsent: [], hasExited: false, onMessage: [], onExit: [] }
    workers.set(id, worker)
    ask({ type: 'spawn-worker', id })
    return {
      get pid() {
        return worker.pid
      },
      post: message => {
        if (worker.port) worker.port.postMessage(message)
        else worker.unsent.push(message)
      },
      onMessage: listener => void worker.onMessage.push(listener),
      onExit: listener => void worker.onExit.push(listener),
      kill: () => ask({ type: 'kill-worker', id }),
    }
  }
}

function connect(worker: ShellWorker, port: UtilityPort): void {
  worker.port = port
  port.on('message', ({ data }) => {
    if (!worker.hasExited) for (const listener of worker.onMessage) listener(data)
  })
  port.start()
  for (const message of worker.unsent) port.postMessage(message)
  worker.unsent = []
}
