import { readExperimentResult } from '#engine/experiments/read-result'
import { reportPage } from '#engine/report/report-page'
import type { SummaryAnswers, SummaryTask } from './summary-task'

/** From the project's file as it is at this moment; another thread or process may have it open. */
export function runSummary(task: SummaryTask): SummaryAnswers[SummaryTask['kind']] {
  if (task.kind === 'report') return { page: reportPage(task.project, task.auditId, task.programVersion, task.table) }
  return { result: readExperimentResult(task.project, task.auditId, task.experimentId) }
}
