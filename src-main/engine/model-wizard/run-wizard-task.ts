import { checkModel } from './check-model'
import { describePackage } from './describe-package'
import { inspectModel } from './inspect-model'
import type { WizardAnswerTo, WizardTask } from './wizard-task'
import { writePackage } from './write-package'

/** In a worker of its own: it runs models that nobody has tried yet. */
export async function runWizardTask(task: WizardTask): Promise<WizardAnswerTo[WizardTask['ask']]> {
  switch (task.ask) {
    case 'inspect':
      return (await inspectModel(task.path, task.answers)).proposal
    case 'write':
      return writePackage(task.path, task.answers, task.folder)
    case 'check':
      return checkModel(task)
    case 'describe':
      return describePackage(task.folder)
  }
}
