import { PlausibilityViews } from '#engine/projects/plausibility-views'
import { openBeside } from '#engine/store/open'
import type { PlausibilityAnswer, PlausibilityQuestion, SummaryAnswers, SummaryTask } from './summary-task'

type Task = Extract<SummaryTask, { kind: 'plausibility' }>

/**
 * Plausibility of one project, for the thread that is kept for it. The file is open only while a question is answered,
 * so that the project can be closed, moved or deleted in between; what was worked out stays.
 */
export class PlausibilityKeeper {
  #memory = PlausibilityViews.newMemory()

  answer({ project, auditId, asOf, question, reader }: Task): SummaryAnswers['plausibility'] {
    const { db, close } = openBeside(project)
    let hasChosen = false
    try {
      const views = new PlausibilityViews(
        db,
        () => (hasChosen = true),
        () => asOf,
        this.#memory,
      )
      return { answer: answerOf(views, auditId, question, reader), hasChosen }
    } finally {
      close()
    }
  }
}

function answerOf(
  views: PlausibilityViews,
  auditId: number,
  question: PlausibilityQuestion,
  reader: number | null,
): PlausibilityAnswer[PlausibilityQuestion['ask']] {
  switch (question.ask) {
    case 'report':
      return views.report(auditId, reader)
    case 'preview':
      return views.preview(auditId, question.settings, reader)
    case 'choose':
      return views.choose(auditId, question.settings, reader)
    case 'tables':
      return views.auditTables(auditId, reader)
    case 'clip':
      return views.clip(auditId, question.clipId, reader)
  }
}
