import { CueScopeError, fromErrorBody } from '#engine/base/errors'
import { residentBytes } from '#engine/files/resident-bytes'
import {
  providerOf,
  type AnswerOf,
  type Task,
  type TaskMessage,
  type WorkerMessage,
  type WorkerTools,
} from './protocol'

/** A worker process, whatever started it. */
export interface WorkerHandle {
  readonly pid: number | undefined
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, however it ended. */
  onExit(listener: (exit: { readonly code: number | null; readonly signal: string | null }) => void): void
  kill(): void
}

export type SpawnWorker = () => WorkerHandle

export interface PoolLimits {
  /** @default one a core */
  readonly size: number
  /** A task that takes longer ends its worker. @default 120,000 */
  readonly timeoutMs: number
  /** A worker that grows larger while at a task is ended. @default 2 GiB */
  readonly maxResidentBytes: number
}

interface Job {
  readonly task: Task
  readonly resolve: (answer: never) => void
  readonly reject: (error: CueScopeError) => void
}

interface Lane {
  readonly worker: WorkerHandle
  job: Job | null
  watch: NodeJS.Timeout | null
  /** Why we ended the worker ourselves, if we did. */
  endedFor: CueScopeError | null
}

const WATCH_MS = 200

/**
 * Runs tasks in worker processes. A worker that dies, hangs or bloats costs one task: that task is run again once, in a
 * worker of its own, and fails if that one ends too.
 */
export class WorkerPool {
  readonly #lanes = new Set<Lane>()
  readonly #urgent: Job[] = []
  readonly #bulk: Job[] = []
  readonly #alone = new Set<WorkerPool>()
  /** One worker for a GPU: more of them would share its memory, not add to its speed. */
  #device: WorkerPool | null = null
  #nextId = 1
  #isClosed = false

  constructor(
    private readonly spawn: SpawnWorker,
    private readonly limits: PoolLimits,
    /** Asked at every task: the user may change them. */
    private readonly tools: () => WorkerTools = () => ({ opensmileFolder: null }),
  ) {}

  /** `urgent` tasks (a person waits) go before `bulk` ones. */
  async run<T extends Task>(task: T, priority: 'urgent' | 'bulk' = 'urgent'): Promise<AnswerOf<T>> {
    try {
      return await this.#poolOf(task).#enqueue(task, priority)
    } catch (error) {
      if (!isWorkerDeath(error) || this.#isClosed) throw error
      return this.runAlone(task)
    }
  }

  /** In a throw-away worker: for a model nobody has tried yet, and for tasks that ended a worker before. */
  async runAlone<T extends Task>(task: T): Promise<AnswerOf<T>> {
    if (this.#isClosed) throw closing()
    const alone = new WorkerPool(this.spawn, { ...this.limits, size: 1 }, this.tools)
    this.#alone.add(alone)
    try {
      return await alone.#enqueue(task, 'urgent')
    } finally {
      this.#alone.delete(alone)
      alone.close()
    }
  }

  /** Starts a worker where there is none yet: the first task that somebody waits for finds it there. */
  warm(): void {
    if (!this.#isClosed && this.#lanes.size === 0) this.#open()
  }

  close(): void {
    this.#isClosed = true
    for (const job of [...this.#urgent.splice(0), ...this.#bulk.splice(0)]) job.reject(closing())
    for (const lane of this.#lanes) this.#end(lane, closing())
    for (const pool of this.#alone) pool.close()
    this.#device?.close()
  }

  #poolOf(task: Task): WorkerPool {
    if (providerOf(task) === 'cpu') return this
    return (this.#device ??= new WorkerPool(this.spawn, { ...this.limits, size: 1 }, this.tools))
  }

  #enqueue<T extends Task>(task: T, priority: 'urgent' | 'bulk'): Promise<AnswerOf<T>> {
    if (this.#isClosed) throw closing()
    return new Promise((resolve, reject) => {
      const queue = priority === 'urgent' ? this.#urgent : this.#bulk
      queue.push({ task, resolve, reject })
      this.#pump()
    })
  }

  #pump(): void {
    while (this.#urgent.length + this.#bulk.length > 0) {
      const lane = [...this.#lanes].find(({ job, endedFor }) => job === null && endedFor === null) ?? this.#open()
      if (lane === null) return
      this.#give(lane, (this.#urgent.shift() ?? this.#bulk.shift())!)
    }
  }

  #open(): Lane | null {
    if (this.#lanes.size >= this.limits.size) return null
    const worker = this.spawn()
    const lane: Lane = { worker, job: null, watch: null, endedFor: null }
    this.#lanes.add(lane)
    worker.onMessage(message => this.#answer(lane, message as WorkerMessage))
    worker.onExit(({ code, signal }) => {
      const how = signal ?? `exit code ${code}`
      this.#lanes.delete(lane)
      const died = new CueScopeError('native-crash', `The worker process ended at this task (${how}).`, { how })
      this.#finish(lane)?.reject(lane.endedFor ?? died)
      if (!this.#isClosed) this.#pump()
    })
    return lane
  }

  #give(lane: Lane, job: Job): void {
    const startedMs = performance.now()
    lane.job = job
    lane.watch = setInterval(() => {
      const { timeoutMs, maxResidentBytes } = this.limits
      if (performance.now() - startedMs > timeoutMs)
        this.#end(lane, new CueScopeError('timeout', `No answer after ${timeoutMs / 1000} s.`, { timeoutMs }))
      else if (residentBytes(lane.worker.pid) > maxResidentBytes)
        this.#end(
          lane,
          new CueScopeError(
            'memory-limit',
            `More than ${Math.round(maxResidentBytes / 2 ** 20)} MB of memory were needed.`,
          ),
        )
    }, WATCH_MS)
    const message: TaskMessage = { id: this.#nextId++, task: job.task, tools: this.tools() }
    lane.worker.post(message)
  }

  #answer(lane: Lane, message: WorkerMessage): void {
    const job = this.#finish(lane)
    if (job === null) return
    if ('error' in message) job.reject(fromErrorBody(message.error))
    else job.resolve(message.answer as never)
    this.#pump()
  }

  #finish(lane: Lane): Job | null {
    const { job } = lane
    if (lane.watch !== null) clearInterval(lane.watch)
    lane.watch = null
    lane.job = null
    return job
  }

  #end(lane: Lane, reason: CueScopeError): void {
    if (lane.endedFor !== null) return
    lane.endedFor = reason
    lane.worker.kill()
  }
}

function closing(): CueScopeError {
  return new CueScopeError('cancelled', 'The engine is closing.')
}

/** Did the task's worker end, rather than answer? */
export function isWorkerDeath(error: unknown): boolean {
  return error instanceof CueScopeError && ['native-crash', 'timeout', 'memory-limit'].includes(error.code)
}
