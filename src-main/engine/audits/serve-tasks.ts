import { toErrorBody } from '#engine/base/errors'
import type { TaskMessage, WorkerMessage } from './protocol'
import { createTaskRunner } from './run-task'

/** The worker's end of whatever joins it to the engine: an IPC channel or a message port. */
export interface WorkerChannel {
  post(message: WorkerMessage): void
  onMessage(listener: (message: TaskMessage) => void): void
}

/** Answers tasks one at a time, in the order they come. */
export function serveTasks(channel: WorkerChannel): void {
  const run = createTaskRunner()
  let queue = Promise.resolve()
  channel.onMessage(({ id, task, tools }) => {
    queue = queue.then(async () => {
      try {
        channel.post({ id, answer: await run(task, tools) })
      } catch (error) {
        channel.post({ id, error: toErrorBody(error) })
      }
    })
  })
}
