import type { TaskMessage, WorkerMessage } from '#engine/audits/protocol'
import type { SpawnWorker, WorkerHandle } from '#engine/audits/worker-pool'

/** What a fake worker does with a task: answer, refuse, die, or nothing at all until `answer` is called. */
export type Behaviour = (message: TaskMessage, worker: FakeWorker) => void

export class FakeWorker implements WorkerHandle {
  readonly pid = undefined
  readonly given: TaskMessage[] = []
  isKilled = false
  #listener: (message: unknown) => void = () => undefined
  #onExit: (exit: { code: number | null; signal: string | null }) => void = () => undefined
  #hasExited = false

  constructor(private readonly behaviour: Behaviour) {}

  post(message: unknown): void {
    this.given.push(message as TaskMessage)
    setImmediate(() => this.behaviour(message as TaskMessage, this))
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener
  }

  onExit(listener: (exit: { code: number | null; signal: string | null }) => void): void {
    this.#onExit = listener
  }

  kill(): void {
    this.isKilled = true
    setImmediate(() => this.exit(null, 'SIGKILL'))
  }

  say(message: WorkerMessage): void {
    if (!this.#hasExited) this.#listener(message)
  }

  answer({ id }: TaskMessage, sha256: string): void {
    this.say({ id, answer: { sha256, size: 1, mtimeMs: 1 } })
  }

  exit(code: number | null, signal: string | null = null): void {
    if (this.#hasExited) return
    this.#hasExited = true
    this.#onExit({ code, signal })
  }
}

/** A way to start fake workers, and those that were started. */
export function fakeWorkers(behaviour: Behaviour): { spawn: SpawnWorker; started: FakeWorker[] } {
  const started: FakeWorker[] = []
  const spawn: SpawnWorker = () => {
    const worker = new FakeWorker(behaviour)
    started.push(worker)
    return worker
  }
  return { spawn, started }
}
