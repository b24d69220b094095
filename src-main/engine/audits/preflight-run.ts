/**
 * Looks over a data set before any model hears it: every file that was not read yet is read and decoded once. What is
 * found is stored clip by clip, so stopping and starting again is a look-up, and an audit finds it there.
 */
import { join } from 'node:path'
import { toErrorBody } from '#engine/base/errors'
import type { WriteDb } from '#engine/store/handles'
import { saveReading, saveUnreadable, unreadClips, type UnreadClip } from '#engine/store/preflight'
import { Lanes } from './lanes'
import { concernsOneClip, stored } from './store-trouble'
import type { WorkerPool } from './worker-pool'

export interface PreflightRunOptions {
  readonly db: WriteDb
  readonly projectPath: string
  readonly datasetId: number
  readonly datasetFolder: string
  readonly pool: WorkerPool
  /** Clips on their way at once: more than workers, so that none waits for work. */
  readonly lanes: number
  readonly onProgress: () => void
}

export class PreflightRun {
  readonly finished: Promise<unknown>
  readonly #lanes = new Lanes<UnreadClip>(clip => this.#read(clip))

  constructor(private readonly options: PreflightRunOptions) {
    const { db, datasetId, lanes } = options
    this.finished = this.#lanes.run(unreadClips(db, datasetId), lanes)
  }

  stop(): void {
    this.#lanes.stop()
  }

  async #read({ id, file }: UnreadClip): Promise<void> {
    const { db, datasetFolder, pool, projectPath, onProgress } = this.options
    try {
      const reading = await pool.run({ kind: 'describe-audio', file: join(datasetFolder, file) }, 'bulk')
      stored(projectPath, () => saveReading(db, id, reading))
    } catch (error) {
      if (!concernsOneClip(error)) throw error
      stored(projectPath, () => saveUnreadable(db, id, toErrorBody(error)))
    }
    onProgress()
  }
}
