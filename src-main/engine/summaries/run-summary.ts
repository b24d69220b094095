import { readComparedWindows, readComparison } from '#engine/comparisons/read-comparison'
import { readExperimentResult } from '#engine/experiments/read-result'
import { reportFigures, reportPage } from '#engine/report/report-page'
import { drawClipMap } from '#engine/clip-maps/draw-clip-map'
import type { OnStep } from '#engine/clip-maps/lay-out-clips'
import { nearestClips } from '#engine/clip-maps/nearest-clips'
import { scoreGroups } from '#engine/experiments/score-groups'
import { getAudit } from '#engine/store/audits'
import { scoreSlices } from '#engine/slices/score-slices'
import { loadSaid } from '#engine/store/annotation-figures'
import { loadAuditRows } from '#engine/store/clip-columns'
import { getModel } from '#engine/store/models'
import { checkProjectFile, readProjectFile, updateProjectFile } from '#engine/store/open'
import { readPreflight } from '#engine/store/preflight'
import { scoredClips } from '#engine/store/scored-clips'
import { PlausibilityKeeper } from './plausibility-keeper'
import { readSaliencyScale } from './read-saliency-scale'
import type { SummaryAnswers, SummaryTask } from './summary-task'

/** Of the thread that this runs in. */
const keeper = new PlausibilityKeeper()

/** From the project's file as it is at this moment; another thread or process may have it open. */
export function runSummary(task: SummaryTask, onStep: OnStep): SummaryAnswers[SummaryTask['kind']] {
  if (task.kind === 'check-file') {
    checkProjectFile(task.project)
    return { isSound: true }
  }
  if (task.kind === 'update-file') {
    updateProjectFile(task.project)
    return { isUpToDate: true }
  }
  if (task.kind === 'preflight') return lookedOver(task)
  const { project, auditId } = task
  switch (task.kind) {
    case 'report':
      return { page: reportPage(project, task) }
    case 'report-figures':
      return { figures: reportFigures(project, task) }
    case 'experiment-result':
      return { result: readExperimentResult(project, auditId, task.experimentId, task.reader) }
    case 'comparison':
      return { comparison: readComparison(task) }
    case 'compared-windows':
      return { windows: readComparedWindows(task) }
    case 'plausibility':
      return keeper.answer(task)
  }
  const { db, close } = readProjectFile(project)
  try {
    const audit = getAudit(db, auditId, 'reader' in task ? task.reader : null)
    if (task.kind === 'clip-map') return { drawn: drawClipMap(db, audit, task.question, onStep) }
    if (task.kind === 'saliency-scale') return { scale: readSaliencyScale(db, auditId, task.question) }
    if (task.kind === 'nearest-clips') return { nearest: nearestClips(db, audit, task.clipId, task.k) }
    if (task.kind === 'audit-rows') return { rows: loadAuditRows(db, audit) }
    if (task.kind === 'slices' || task.kind === 'scores') {
      const { labels, training } = getModel(db, audit.modelSha).manifest
      const clips = scoredClips(db, audit)
      return task.kind === 'scores'
        ? { scores: scoreGroups(clips, labels, task.by, { training }) }
        : { report: scoreSlices(clips, labels, task.slices) }
    }
    return { said: loadSaid(db, audit.modelSha) }
  } finally {
    close()
  }
}

function lookedOver({
  project,
  datasetId,
  limit,
}: Extract<SummaryTask, { kind: 'preflight' }>): SummaryAnswers['preflight'] {
  const { db, close } = readProjectFile(project)
  try {
    return { preflight: readPreflight(db, datasetId, limit) }
  } finally {
    close()
  }
}

/** What an answer may hand over to another thread rather than copy. */
export function buffersOf(answer: SummaryAnswers[SummaryTask['kind']]): ArrayBuffer[] {
  if ('said' in answer) {
    const { emotions, verdicts, ...arrays } = answer.said
    return [emotions.codes, verdicts.codes, ...Object.values(arrays)].map(({ buffer }) => buffer as ArrayBuffer)
  }
  if (!('rows' in answer)) return []
  const { clipIds, resultIds, explanationIds, columns } = answer.rows
  const arrays = [...columns.values()].map(column => (column.kind === 'number' ? column.values : column.codes))
  return [clipIds, resultIds, explanationIds, ...arrays].map(({ buffer }) => buffer as ArrayBuffer)
}
