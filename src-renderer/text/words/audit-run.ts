import type { LabelMap } from '#contracts/dataset'

export const auditRunWords = {
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  results: 'Show results',
  progressLabel: 'Progress',
  progressOf: 'Progress of the audit',
  states: { running: 'Running', paused: 'Paused', done: 'Done', cancelled: 'Cancelled', failed: 'Failed' },
  announced: (state: string, perCent: number) => `${state}, ${perCent} per cent`,
  ofClips: (total: string) => `of ${total} clips`,
  accuracy: 'Accuracy so far',
  uar: 'UAR so far',
  uarTip: 'Unweighted average recall: the mean of the labels’ recalls, whatever their number of clips.',
  rate: 'Rate',
  perSec: (rate: string) => `${rate} / s`,
  left: 'Time left',
  estimating: 'from the first clips…',
  refused: 'Refused',
  reused: 'Known already',
  matrix: 'Confusion so far',
  refusedTitle: 'Refused clips',
  refusedNone: 'None. A clip that can’t be read is set aside here; the run goes on.',
  map: 'What counts as correct',
  notScored: 'not scored',
  mapLine: (map: LabelMap) =>
    Object.entries(map)
      .map(([emotion, label]) => (emotion === label ? emotion : `${emotion} = ${label ?? 'not scored'}`))
      .join(', '),
  cancelTitle: 'Cancel this audit?',
  cancelWhat: 'What was computed is kept: it can be resumed, and goes on from there.',
  keepRunning: 'Keep running',
  cancelAudit: 'Cancel audit',
} as const
