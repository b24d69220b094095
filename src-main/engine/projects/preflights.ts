import type { PreflightReport } from '#contracts/preflight'
import { PreflightRun } from '#engine/audits/preflight-run'
import type { WorkerPool } from '#engine/audits/worker-pool'
import { datasetPlace } from '#engine/store/datasets'
import type { WriteDb } from '#engine/store/handles'
import type { Summarise } from '#engine/summaries/summary-task'
import { throttle } from './throttle'

/** Each announcement makes the page ask for a report: at 100,000 clips a second's work for a thread. */
const ANNOUNCE_EVERY_MS = 1500

export interface PreflightServices {
  readonly db: WriteDb
  readonly projectPath: string
  readonly pool: WorkerPool
  readonly workers: number
  readonly summarise: Summarise
  /** Called while a data set is looked over, and when that ends. */
  readonly onPreflight: (datasetId: number) => void
  readonly log: (message: string) => void
}

/** The data sets of an open project, looked over one file at a time. */
export class Preflights {
  readonly #runs = new Map<number, PreflightRun>()

  constructor(private readonly services: PreflightServices) {}

  async report(datasetId: number, limit: number): Promise<PreflightReport> {
    const { db, projectPath: project, summarise } = this.services
    datasetPlace(db, datasetId)
    const running = this.#runs.has(datasetId) // before it is read: a run that ends meanwhile has read more than this
    const { preflight: report } = await summarise({ kind: 'preflight', project, datasetId, limit })
    const { done, total } = report
    const atRest = done === total ? 'done' : done > 0 ? 'partly' : 'none'
    return { state: running ? 'running' : atRest, ...report }
  }

  /** What was read before is not read again. */
  start(datasetId: number): void {
    if (this.#runs.has(datasetId)) return
    const { db, projectPath, pool, workers, onPreflight, log } = this.services
    const news = throttle(() => onPreflight(datasetId), ANNOUNCE_EVERY_MS)
    const { folder } = datasetPlace(db, datasetId)
    const run = new PreflightRun({
      ...{ db, projectPath, datasetId, datasetFolder: folder, pool },
      lanes: workers * 2,
      onProgress: () => news.request(),
    })
    this.#runs.set(datasetId, run)
    void run.finished
      .catch((error: Error) => log(`pre-flight: ${error.message}`))
      .then(() => {
        news.cancel()
        if (this.#runs.delete(datasetId)) onPreflight(datasetId)
      })
  }

  /** Clips on their way are finished. */
  async stop(datasetId: number): Promise<void> {
    const run = this.#runs.get(datasetId)
    run?.stop()
    await run?.finished.catch(() => undefined) // told where it was started
  }

  /** Gives way to an audit, which reads the files itself; or to the end of the program. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map(datasetId => this.stop(datasetId)))
  }
}
