/**
 * The experiments of an open project. Closing stops them between two pieces of work; what was running goes on by itself
 * when the project is opened again.
 */
import {
  experimentCardSchema,
  newExperimentSchema,
  type ExperimentCard,
  type ExperimentProgress,
  type ExperimentResult,
  type ExperimentResultQuery,
  type NewExperiment,
} from '#contracts/experiment'
import { ProviderRun } from '#engine/audits/provider-run'
import type { RunOutcome } from '#engine/audits/run-audit'
import type { WorkerPool } from '#engine/audits/worker-pool'
import { CueScopeError } from '#engine/base/errors'
import { throttle } from '#engine/projects/throttle'
import { readerOf, untoldClips } from '#engine/projects/untold-clips'
import { getAudit } from '#engine/store/audits'
import { changeCount } from '#engine/store/change-count'
import { datasetPlace } from '#engine/store/datasets'
import { countItems, itemNotes, itemRefusals, planItems, predictedClips } from '#engine/store/experiment-items'
import {
  deleteExperiment,
  findOrCreateExperiment,
  getExperiment,
  listExperiments,
  raiseVersion,
  setExperimentState,
  type StoredExperiment,
} from '#engine/store/experiments'
import type { WriteDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import type { ExperimentContext, TryModel } from './experiment-kind'
import type { Summarise } from '#engine/summaries/summary-task'
import { ExperimentRun } from './experiment-run'
import { resultView } from './read-result'
import { experimentRegistry } from './registry'

const ANNOUNCE_EVERY_MS = 250

export interface ExperimentServices {
  readonly db: WriteDb
  readonly projectPath: string
  readonly pool: WorkerPool
  readonly summarise: Summarise
  readonly workers: number
  /** Called at every step of an experiment. */
  readonly onExperiment: (card: ExperimentCard) => void
}

type View = (query: ExperimentResultQuery) => ExperimentResult['result']

export class Experiments {
  readonly #runs = new Map<number, ExperimentRun>()
  /** Results of experiments at rest, by whom they are for, so that turning their pages doesn't read all rows again. */
  readonly #views = new Map<string, View>()
  /** What the project's change count was when they were made. */
  #viewsAt = -1

  constructor(private readonly services: ExperimentServices) {
    const { db } = services
    for (const experiment of listExperiments(db)) {
      const { version } = experimentRegistry[experiment.question.kind]
      if (experiment.version !== version) {
        raiseVersion(db, experiment.id, version)
        if (experiment.state !== 'cancelled') setExperimentState(db, experiment.id, 'paused')
      } else if (experiment.state === 'running') this.#begin(experiment)
    }
  }

  list(auditId: number): ExperimentCard[] {
    getAudit(this.services.db, auditId)
    return listExperiments(this.services.db, auditId).map(experiment => this.#card(experiment))
  }

  card(auditId: number, id: number): ExperimentCard {
    return this.#card(this.#get(auditId, id))
  }

  /** Starts the experiment that asks this, or lets it go on. @throws CueScopeError where it can't tell anything */
  async start(auditId: number, asked: NewExperiment): Promise<{ card: ExperimentCard; run: ExperimentRun }> {
    const { db } = this.services
    const question = newExperimentSchema.parse(asked)
    const { kind, check, plan, version } = experimentRegistry[question.kind]
    const context = this.#context(auditId)
    const clips = predictedClips(db, context.audit)
    if (clips.length === 0)
      throw new CueScopeError('not-found', `Audit ${auditId} has no results yet: ${kind} needs them. Let it run first.`)
    await check(context, question, this.#tryModel(context))
    const experiment = findOrCreateExperiment(db, auditId, question, version)
    const running = this.#runs.get(experiment.id)
    if (running !== undefined) return { card: this.#card(experiment), run: running }
    planItems(db, experiment.id, plan(clips, question))
    const run = this.#begin(experiment)
    return { card: this.card(auditId, experiment.id), run }
  }

  async resume(auditId: number, id: number): Promise<ExperimentCard> {
    return (await this.start(auditId, this.#get(auditId, id).question)).card
  }

  /** Stops after what is on its way. `cancelled` says that the person does not want the rest. */
  async stop(auditId: number, id: number, state: 'paused' | 'cancelled'): Promise<ExperimentCard> {
    this.#get(auditId, id)
    const run = this.#runs.get(id)
    run?.stop()
    await run?.finished
    if (this.#get(auditId, id).state !== 'done') setExperimentState(this.services.db, id, state)
    this.#announce(auditId, id)
    return this.card(auditId, id)
  }

  /** Stops it and removes it with its outcomes. */
  async remove(auditId: number, id: number): Promise<void> {
    await this.stop(auditId, id, 'cancelled')
    deleteExperiment(this.services.db, id)
    this.#views.clear()
  }

  /** Stops whatever runs for an audit that is to go. */
  async removeAll(auditId: number): Promise<void> {
    for (const { id } of this.list(auditId)) await this.remove(auditId, id)
  }

  /** What the work done so far says. */
  result(auditId: number, id: number, query: ExperimentResultQuery): ExperimentResult {
    return { ...this.#around(auditId, id, query), result: this.#view(auditId, id, query)(query) }
  }

  /** The same without keeping the engine from answering others meanwhile. */
  async tell(auditId: number, id: number, query: ExperimentResultQuery): Promise<ExperimentResult> {
    const { question } = this.#get(auditId, id)
    const { db, projectPath: project, summarise } = this.services
    const reader = readerOf(db, query)
    const key = keyOf(id, reader)
    if (experimentRegistry[question.kind].isSlowToTell && !this.#hasView(key)) {
      const changes = changeCount(db)
      const { result } = await summarise({ kind: 'experiment-result', project, auditId, experimentId: id, reader })
      // What was written meanwhile may say otherwise: then it is told, but not kept.
      if (changes === changeCount(db) && !this.#runs.has(id)) this.#views.set(key, () => result)
      return { ...this.#around(auditId, id, query), result }
    }
    return this.result(auditId, id, query)
  }

  /** Running experiments stay marked as running, so that they go on at the next opening. */
  async close(): Promise<void> {
    const runs = [...this.#runs.values()]
    this.#runs.clear()
    for (const run of runs) run.stop()
    await Promise.all(runs.map(run => run.finished))
  }

  #begin(experiment: StoredExperiment): ExperimentRun {
    const { db, projectPath, pool, workers } = this.services
    const { id, auditId } = experiment
    const context = this.#context(auditId)
    const news = throttle(() => this.#announce(auditId, id), ANNOUNCE_EVERY_MS)
    this.#views.clear()
    const run = new ExperimentRun({
      ...{ db, projectPath, experiment, context, pool },
      kind: experimentRegistry[experiment.question.kind],
      datasetFolder: datasetPlace(db, context.audit.datasetId).folder,
      lanes: workers * 2,
      onProgress: () => news.request(),
    })
    this.#runs.set(id, run)
    setExperimentState(db, id, 'running')
    void run.finished.then(outcome => {
      news.cancel()
      this.#settle(auditId, id, outcome)
    })
    this.#announce(auditId, id)
    return run
  }

  #settle(auditId: number, id: number, outcome: RunOutcome): void {
    if (!this.#runs.delete(id)) return
    const { db } = this.services
    if (outcome.kind === 'done') setExperimentState(db, id, 'done')
    // A full disk is a pause: the work goes on where it was once there is room.
    else if (outcome.kind === 'failed')
      setExperimentState(db, id, outcome.error.code === 'disk-full' ? 'paused' : 'failed', outcome.error)
    this.#announce(auditId, id)
  }

  #around(auditId: number, id: number, { reader }: ExperimentResultQuery): Omit<ExperimentResult, 'result'> {
    const { db } = this.services
    const untold = untoldClips(db, { reader })
    const refused = itemRefusals(db, id).flatMap(({ clipId, ...refusal }) => (untold.has(clipId) ? [] : [refusal]))
    return { experiment: this.card(auditId, id), refused, notes: itemNotes(db, id) }
  }

  /** Clips, results and expert tables decide what an experiment says, not its own work alone. */
  #hasView(key: string): boolean {
    const changes = changeCount(this.services.db)
    if (this.#viewsAt !== changes) this.#views.clear()
    this.#viewsAt = changes
    return this.#views.has(key)
  }

  #view(auditId: number, id: number, query: ExperimentResultQuery): View {
    const reader = readerOf(this.services.db, query)
    const key = keyOf(id, reader)
    if (this.#hasView(key)) return this.#views.get(key)!
    const view = resultView(this.#context(auditId, reader), this.#get(auditId, id))
    if (!this.#runs.has(id)) this.#views.set(key, view)
    return view
  }

  #get(auditId: number, id: number): StoredExperiment {
    return getExperiment(this.services.db, auditId, id)
  }

  #announce(auditId: number, id: number): void {
    this.services.onExperiment(this.card(auditId, id))
  }

  #card(experiment: StoredExperiment): ExperimentCard {
    const { id, auditId, question, createdAt, state, error } = experiment
    const progress = this.#runs.get(id)?.progress ?? this.#storedProgress(id)
    return experimentCardSchema.parse({ id, auditId, ...question, createdAt, state, error, progress })
  }

  #storedProgress(id: number): ExperimentProgress {
    return { ...countItems(this.services.db, id), itemsPerSec: null, secondsLeft: null }
  }

  #context(auditId: number, reader: number | null = null): ExperimentContext {
    const { db } = this.services
    const audit = getAudit(db, auditId, reader)
    const { folder, sha256, manifest } = getModel(db, audit.modelSha)
    return { db, audit, labels: manifest.labels, model: { folder, sha256 } }
  }

  #tryModel({ audit, model }: ExperimentContext): TryModel {
    const { settings, provider } = audit
    const run = new ProviderRun(this.services.pool, provider?.used ?? settings.provider)
    return async ({ methods = [], peaks = null, activations = false }) =>
      (await run.run({ kind: 'try-methods', model, methods, peaks, activations, settings })).answer
  }
}

function keyOf(id: number, reader: number | null): string {
  return `${id} ${reader}`
}
