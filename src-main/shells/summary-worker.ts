import { parentPort, workerData } from 'node:worker_threads'
import { toErrorBody } from '#engine/base/errors'
import { runSummary } from '#engine/summaries/run-summary'
import type { SummaryTask } from '#engine/summaries/summary-task'

try {
  parentPort!.postMessage({ answer: runSummary(workerData as SummaryTask) })
} catch (error) {
  parentPort!.postMessage({ error: toErrorBody(error) })
}
