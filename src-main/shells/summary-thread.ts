import { Worker } from 'node:worker_threads'
import type { ErrorBody } from '#contracts/error'
import { CueScopeError, fromErrorBody } from '#engine/base/errors'
import type { Summarise, SummaryAnswers, SummaryTask } from '#engine/summaries/summary-task'

type Message = { readonly answer: SummaryAnswers[SummaryTask['kind']] } | { readonly error: ErrorBody }

/**
 * Summaries in a thread each. A thread will do: it reads SQLite and calculates; what may end a process is left to the
 * explain workers.
 * @param entry built file of summary-worker.ts
 */
export function createSummarise(entry: string): Summarise {
  return task =>
    new Promise((resolve, reject) => {
      const thread = new Worker(entry, { workerData: task })
      thread.once('message', (message: Message) => {
        if ('error' in message) reject(fromErrorBody(message.error))
        else resolve(message.answer as never)
      })
      thread.once('error', cause =>
        reject(new CueScopeError('internal-error', `The summary could not be made: ${cause.message}`, {}, { cause })),
      )
      thread.once('exit', code =>
        reject(new CueScopeError('internal-error', `The summary ended without an answer (exit code ${code}).`)),
      )
    })
}
