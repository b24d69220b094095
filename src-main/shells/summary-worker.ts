import { parentPort } from 'node:worker_threads'
import { toErrorBody } from '#engine/base/errors'
import { buffersOf, runSummary } from '#engine/summaries/run-summary'
import type { SummaryTask } from '#engine/summaries/summary-task'
import type { SummaryMessage } from './summary-thread'

const send = (message: SummaryMessage, buffers: ArrayBuffer[] = []): void => parentPort!.postMessage(message, buffers)

parentPort!.on('message', (task: SummaryTask) => {
  try {
    const answer = runSummary(task, (...step) => send({ step }))
    send({ answer }, buffersOf(answer))
  } catch (error) {
    send({ error: toErrorBody(error) })
  }
})
