import { join } from 'node:path'
import type { EngineEvent } from '#contracts/events'
import { makeDemoCorpus } from '#engine/demo/make-demo-corpus'
import { scanFolder } from '#engine/datasets/scan-folder'
import type { ProjectSession } from './project-session'

export interface DemoServices {
  /** Where the corpus and the project of the demo live. */
  readonly folder: string
  readonly modelId: string
  readonly openProject: () => Promise<ProjectSession>
  readonly announce: (event: EngineEvent) => void
}

/** Opens the demo project; what of its corpus, project and audit is missing is made first. */
export async function openDemo({ folder, modelId, openProject, announce }: DemoServices): Promise<ProjectSession> {
  const corpus = join(folder, 'corpus')
  let [done, total] = [0, 0]
  const say = (state: 'making' | 'ready' | 'failed'): void => announce({ type: 'demo', state, done, total })
  try {
    const onProgress = (progress: { done: number; total: number }): void => {
      ;[done, total] = [progress.done, progress.total]
      say('making')
    }
    await makeDemoCorpus({ folder: corpus, set: 'demo', onProgress })
    const session = await openProject()
    const { report, clips } = await scanFolder(corpus)
    const dataset = session.addDataset('Demo corpus', report, clips)
    const audit = session.planAudit({ datasetId: dataset.id, modelId })
    if (audit.state !== 'done' && audit.state !== 'cancelled') session.start(audit.id)
    say('ready')
    return session
  } catch (error) {
    say('failed')
    throw error
  }
}
