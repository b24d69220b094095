import { Worker } from 'node:worker_threads'
import type { ErrorBody } from '#contracts/error'
import { CueScopeError, fromErrorBody } from '#engine/base/errors'
import type { Summarise, SummaryAnswers, SummaryTask, SummaryWatch } from '#engine/summaries/summary-task'

type Answer = SummaryAnswers[SummaryTask['kind']]
export type SummaryMessage =
  { readonly answer: Answer } | { readonly error: ErrorBody } | { readonly step: Parameters<SummaryWatch['onStep']> }

/** A thread that is kept goes when nobody has asked for so long: what it remembers takes room. */
const KEPT_MS = 5 * 60_000

/**
 * Summaries in threads. A thread will do: they read SQLite and calculate; what may end a process is left to the explain
 * workers. Each task has its own, but for questions about plausibility: a project's are answered in turn by one that is
 * kept, for they rest on the same seconds of work.
 * @param entry built file of summary-worker.ts
 */
export function createSummarise(entry: string): Summarise {
  const kept = new Map<string, SummaryThread>()
  const atWork = new Map<SummaryThread, string>()
  const keptOf = (project: string): SummaryThread => {
    const known = kept.get(project)
    if (known !== undefined) return known
    const thread = new SummaryThread(entry, () => {
      if (kept.get(project) === thread) kept.delete(project)
    })
    kept.set(project, thread)
    return thread
  }
  const summarise = async (task: SummaryTask, watch?: SummaryWatch): Promise<Answer> => {
    if (task.kind === 'plausibility') return keptOf(task.project).ask(task)
    const thread = new SummaryThread(entry)
    // One that reads two projects holds the other's lock: it is left to its end.
    if (!('otherProject' in task)) atWork.set(thread, task.project)
    const giveUp = (): void => void thread.end()
    watch?.signal.addEventListener('abort', giveUp)
    try {
      return await thread.ask(task, watch)
    } finally {
      watch?.signal.removeEventListener('abort', giveUp)
      atWork.delete(thread)
      await thread.end()
    }
  }
  const end = async (project: string): Promise<void> => {
    const own = [...atWork].filter(([, of]) => of === project).map(([thread]) => thread)
    await Promise.all([kept.get(project)?.end(), ...own.map(thread => thread.end())])
  }
  return Object.assign(summarise as Summarise, { end })
}

interface Waiting {
  readonly watch: SummaryWatch | undefined
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: CueScopeError) => void
}

/** Answers tasks in the order in which they were asked. It keeps the process alive only while it has any. */
class SummaryThread {
  readonly #thread: Worker
  readonly #waiting: Waiting[] = []
  #rest: NodeJS.Timeout | undefined
  #isEnded = false

  constructor(
    entry: string,
    private readonly onGone: () => void = () => {},
  ) {
    this.#thread = new Worker(entry)
    this.#thread.unref()
    this.#thread.on('message', (message: SummaryMessage) => {
      if ('step' in message) return this.#waiting[0].watch?.onStep(...message.step)
      const { resolve, reject } = this.#waiting.shift()!
      if (this.#waiting.length === 0) this.#atRest()
      if ('error' in message) reject(fromErrorBody(message.error))
      else resolve(message.answer)
    })
    this.#thread.once('error', cause =>
      this.#fail(new CueScopeError('internal-error', `The summary could not be made: ${cause.message}`, {}, { cause })),
    )
    this.#thread.once('exit', code => {
      const lost = new CueScopeError('internal-error', `The summary ended without an answer (exit code ${code}).`)
      this.#fail(this.#isEnded ? new CueScopeError('cancelled', 'The summary was given up.') : lost)
    })
  }

  ask(task: SummaryTask, watch?: SummaryWatch): Promise<Answer> {
    clearTimeout(this.#rest)
    this.#thread.ref()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject, watch })
      this.#thread.postMessage(task)
    })
  }

  async end(): Promise<void> {
    clearTimeout(this.#rest)
    this.#isEnded = true
    this.onGone()
    await this.#thread.terminate()
  }

  #atRest(): void {
    this.#thread.unref()
    this.#rest = setTimeout(() => void this.end(), KEPT_MS)
    this.#rest.unref()
  }

  #fail(error: CueScopeError): void {
    this.onGone()
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}
