import type { ErrorBody } from '#contracts/error'
import type { ProviderChoice } from '#contracts/provider'
import { CueScopeError } from '#engine/base/errors'
import type { AnswerOf, Task } from './protocol'
import type { WorkerPool } from './worker-pool'

/** A task that runs a model where its settings say. */
export type ModelTask = Extract<Task, { readonly settings: unknown }>
export type ModelTaskKind = ModelTask['kind']

export interface NotedAnswer<T extends Task> {
  readonly answer: AnswerOf<T>
  /** provider-unavailable: the CPU gave the answer, and why; null: what was asked for did. */
  readonly note: ErrorBody | null
}

/**
 * Tasks on a provider, and on the CPU as soon as the provider has failed at a task that the CPU can do. A clip that
 * fails on both is the clip's own trouble.
 */
export class ProviderRun {
  #lost: ErrorBody | null = null

  constructor(
    private readonly pool: WorkerPool,
    private readonly provider: ProviderChoice,
  ) {}

  async run<T extends ModelTask>(task: T, priority: 'urgent' | 'bulk' = 'urgent'): Promise<NotedAnswer<T>> {
    if (this.provider === 'cpu' || this.#lost !== null)
      return { answer: await this.pool.run(on('cpu', task), priority), note: this.#lost }
    try {
      return { answer: await this.pool.run(on(this.provider, task), priority), note: null }
    } catch (error) {
      if (!mayBeTheProviders(error)) throw error
      const answer = await this.pool.run(on('cpu', task), priority)
      this.#lost ??= noteOf(this.provider, error)
      return { answer, note: this.#lost }
    }
  }
}

function on<T extends ModelTask>(provider: ProviderChoice, task: T): T {
  return { ...task, settings: { ...task.settings, provider } }
}

const codes: readonly string[] = ['run-failed', 'provider-unavailable', 'native-crash', 'timeout', 'memory-limit']

function mayBeTheProviders(error: unknown): error is CueScopeError {
  return error instanceof CueScopeError && codes.includes(error.code)
}

function noteOf(provider: ProviderChoice, cause: CueScopeError): ErrorBody {
  const message = `Computed on the CPU: ${provider} failed during the run. ${cause.message}`
  return { code: 'provider-unavailable', message, details: { provider, cause: cause.code } }
}
