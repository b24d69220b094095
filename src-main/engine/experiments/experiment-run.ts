/**
 * One run over what waits of an experiment's work. Outcomes are stored one by one, so stopping and starting again is a
 * look-up; a piece that fails is a row with a reason, never the end of the run.
 */
import { join } from 'node:path'
import type { ExperimentProgress } from '#contracts/experiment'
import { toErrorBody } from '#engine/base/errors'
import { Lanes } from '#engine/audits/lanes'
import { ProviderRun } from '#engine/audits/provider-run'
import { RateMeter } from '#engine/audits/rate-meter'
import type { RunOutcome } from '#engine/audits/run-audit'
import { concernsOneClip, stored } from '#engine/audits/store-trouble'
import type { WorkerPool } from '#engine/audits/worker-pool'
import type { StoredExperiment } from '#engine/store/experiments'
import {
  clearItemRefusals,
  countItems,
  pendingItems,
  saveItemRefusal,
  saveOutcome,
  type PendingItem,
} from '#engine/store/experiment-items'
import type { WriteDb } from '#engine/store/handles'
import type { AnyExperimentKind, ExperimentContext } from './experiment-kind'

export interface ExperimentRunOptions {
  readonly db: WriteDb
  readonly projectPath: string
  readonly kind: AnyExperimentKind
  readonly experiment: StoredExperiment
  readonly context: ExperimentContext
  readonly datasetFolder: string
  readonly pool: WorkerPool
  /** Items on their way at once: more than workers, so that none waits for work. */
  readonly lanes: number
  readonly onProgress: () => void
}

export class ExperimentRun {
  readonly finished: Promise<RunOutcome>
  readonly #lanes = new Lanes<PendingItem>(item => this.#work(item))
  readonly #rate = new RateMeter()
  readonly #provider: ProviderRun
  #counts = { total: 0, done: 0, refused: 0 }

  constructor(private readonly options: ExperimentRunOptions) {
    const { audit } = options.context
    this.#provider = new ProviderRun(options.pool, audit.provider?.used ?? audit.settings.provider)
    this.finished = this.#run().catch(error => ({ kind: 'failed', error: toErrorBody(error) }))
  }

  get progress(): ExperimentProgress {
    const itemsPerSec = this.#rate.perSec
    const left = this.#counts.total - this.#counts.done - this.#counts.refused
    return { ...this.#counts, itemsPerSec, secondsLeft: itemsPerSec === null ? null : left / itemsPerSec }
  }

  /** What is on its way is finished and stored; nothing further is begun. */
  stop(): void {
    this.#lanes.stop()
  }

  async #run(): Promise<RunOutcome> {
    const { db, experiment, context, lanes } = this.options
    const pending = this.#stored(() => {
      clearItemRefusals(db, experiment.id)
      this.#counts = countItems(db, experiment.id)
      return pendingItems(db, context.audit, experiment.id)
    })
    this.options.onProgress()
    return { kind: await this.#lanes.run(pending, lanes) }
  }

  async #work(item: PendingItem): Promise<void> {
    const { db, kind, experiment, context, datasetFolder } = this.options
    const { audit, model } = context
    const clip = { file: join(datasetFolder, item.file), sha256: item.audioSha, model, settings: audit.settings }
    try {
      const { answer, note } = await this.#provider.run(kind.task(item, clip, experiment.question), 'bulk')
      const outcome = kind.encode(answer)
      this.#stored(() => saveOutcome(db, experiment.id, item, outcome, note))
      this.#counts.done++
      this.#rate.tick()
    } catch (error) {
      if (!concernsOneClip(error)) throw error
      this.#stored(() => saveItemRefusal(db, experiment.id, item, toErrorBody(error)))
      this.#counts.refused++
    }
    this.options.onProgress()
  }

  #stored<T>(action: () => T): T {
    return stored(this.options.projectPath, action)
  }
}
