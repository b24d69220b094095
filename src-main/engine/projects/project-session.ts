/**
 * An open project: its file, and the audits and experiments that run on it. Closing stops them between two clips; what was running goes
 * on by itself when the project is opened again.
 */
import { basename } from 'node:path'
import type { AuditCard, AuditProgress, AuditSummary, NewAudit } from '#contracts/audit'
import { newAuditSchema } from '#contracts/audit'
import type { AuditScores, ScoreGroupKind } from '#contracts/audit-scores'
import type { ClipMapCard } from '#contracts/clip-map'
import type { ClipFacts, DatasetCard, MovedDataset, ScanReport } from '#contracts/dataset'
import type { ExperimentCard } from '#contracts/experiment'
import type { Project } from '#contracts/project'
import { AuditRun, type RunOutcome } from '#engine/audits/run-audit'
import { CueScopeError } from '#engine/base/errors'
import { settingsHash } from '#engine/audits/result-key'
import type { WorkerPool } from '#engine/audits/worker-pool'
import { Experiments } from '#engine/experiments/experiments'
import { projectBytes } from '#engine/library/project-file'
import {
  deleteAudit,
  deleteAuditAndResults,
  findOrCreateAudit,
  getAudit,
  listAudits,
  renameAudit,
  setAuditState,
  type StoredAudit,
} from '#engine/store/audits'
import { clipPath, datasetPlace, moveDataset, saveDataset } from '#engine/store/datasets'
import { giveBackSpace } from '#engine/store/give-back-space'
import type { WriteDb } from '#engine/store/handles'
import { getModel, modelPlaces, saveModel, type StoredModel } from '#engine/store/models'
import type { OpenProject } from '#engine/store/open'
import type { Summarise } from '#engine/summaries/summary-task'
import { AnnotationViews } from './annotation-views'
import { checkMovedFolder, foldersBeside } from './check-moved-folder'
import { ClipMaps } from './clip-maps'
import { DatasetCards } from './dataset-cards'
import { GroupScoreCache } from './group-score-cache'
import { planLabelMap } from './plan-label-map'
import { Preflights } from './preflights'
import { PlausibilityDesk } from './plausibility-desk'
import { renewAudit, renewAuditOf } from './renew-audit'
import { SaliencyScales } from './saliency-scales'
import { ScoreCache } from './score-cache'
import { TableCache } from './table-cache'
import { throttle } from './throttle'
import { readerOf, untoldStamp, type Reader } from './untold-clips'

const ANNOUNCE_EVERY_MS = 250

export interface SessionServices {
  readonly pool: WorkerPool
  readonly summarise: Summarise
  readonly workers: number
  /** @throws CueScopeError not-found */
  readonly modelOf: (id: string) => StoredModel
  /** null: it is not in the library. */
  readonly findModel: (id: string) => StoredModel | null
  /** Called at every step of an audit. */
  readonly onAudit: (card: AuditCard) => void
  /** Called at every step of an experiment. */
  readonly onExperiment: (card: ExperimentCard) => void
  /** Called at every step of a map. */
  readonly onClipMap: (card: ClipMapCard) => void
  /** Called while a data set is looked over. */
  readonly onPreflight: (datasetId: number) => void
  readonly log: (message: string) => void
}

export class ProjectSession {
  readonly #runs = new Map<number, AuditRun>()
  /** Of audits that ran in this session: how many clips needed no computing. */
  readonly #reused = new Map<number, number>()
  readonly #scores: ScoreCache
  readonly #groupScores: GroupScoreCache
  readonly #datasets: DatasetCards
  readonly db: WriteDb
  readonly experiments: Experiments
  readonly plausibility: PlausibilityDesk
  readonly tables: TableCache
  readonly annotations: AnnotationViews
  readonly preflights: Preflights
  readonly maps: ClipMaps
  readonly scales: SaliencyScales

  constructor(
    readonly id: string,
    readonly isDemo: boolean,
    private readonly file: OpenProject,
    private readonly services: SessionServices,
  ) {
    this.db = file.db
    const { pool, workers, summarise, onExperiment, onPreflight, log } = services
    this.tables = new TableCache(file.db, { projectPath: file.path, summarise })
    this.#scores = new ScoreCache(
      file.db,
      () => this.tables.revision,
      () => this.#runs.size > 0,
    )
    this.#groupScores = new GroupScoreCache(file.path, summarise, () => this.tables.revision)
    this.#datasets = new DatasetCards(file.db)
    this.plausibility = new PlausibilityDesk({
      ...{ db: file.db, projectPath: file.path, summarise },
      revision: () => this.tables.revision,
      whenIdle: () => this.tables.settled(),
      onChosen: auditId => this.tables.forgetPlausibility(auditId),
    })
    this.annotations = new AnnotationViews(file.db, this.tables, this.name)
    this.preflights = new Preflights({
      ...{ db: file.db, projectPath: file.path, pool, workers, summarise, onPreflight, log },
    })
    this.experiments = new Experiments({
      ...{ db: file.db, projectPath: file.path, pool, workers, summarise, onExperiment },
    })
    this.scales = new SaliencyScales({
      ...{ db: file.db, projectPath: file.path, summarise },
      revision: () => this.tables.revision,
    })
    const { onClipMap } = services
    this.maps = new ClipMaps({ db: file.db, projectPath: file.path, summarise, onClipMap })
    this.adoptModels()
    for (const { id: auditId, state } of listAudits(this.db)) if (state === 'running') this.start(auditId)
  }

  get path(): string {
    return this.file.path
  }

  get name(): string {
    return basename(this.path, '.cuescope')
  }

  /** @param of whom this, as all that follows with it, is for */
  describe(of: Reader = {}): Project {
    const { id, name, path, isDemo } = this
    const reader = readerOf(this.db, of)
    return {
      id,
      name,
      path,
      isDemo,
      bytes: projectBytes(path) ?? 0,
      datasets: this.#datasets.list(),
      audits: listAudits(this.db, reader).map(audit => this.#card(audit)),
    }
  }

  addDataset(name: string, report: ScanReport, clips: readonly ClipFacts[]): DatasetCard {
    const id = saveDataset(this.db, name, report, clips)
    this.tables.forget()
    this.#datasets.forget()
    return this.#datasets.get(id)
  }

  /**
   * Its folder was moved: from now on its clips are read there, by audits that run, too.
   * @throws CueScopeError where the folder does not hold these recordings
   */
  async moveDataset(id: number, folder: string): Promise<MovedDataset> {
    const { pool } = this.services
    const { found, missing } = await checkMovedFolder({ db: this.db, datasetId: id, folder, pool })
    const running = [...this.#runs.keys()].filter(auditId => getAudit(this.db, auditId).datasetId === id)
    for (const auditId of running) await this.stop(auditId, 'paused')
    await this.preflights.stop(id)
    moveDataset(this.db, id, folder)
    this.#datasets.forget()
    for (const auditId of running) this.start(auditId)
    return { dataset: this.#datasets.get(id), found, missing }
  }

  /**
   * Data sets whose folder is gone are looked for beside the project, which may have been copied or sent along with them:
   * taken where every clip is there and those of a sample have the bytes that were audited.
   */
  async findMovedDatasets(): Promise<void> {
    for (const { id, folder, isMissing } of this.#datasets.list())
      for (const place of isMissing ? foldersBeside(this.path, folder) : [])
        if (await this.#moveIfWhole(id, place)) break
  }

  async #moveIfWhole(datasetId: number, folder: string): Promise<boolean> {
    try {
      const { pool } = this.services
      const { missing, compared } = await checkMovedFolder({ db: this.db, datasetId, folder, pool })
      if (missing > 0 || compared === 0) return false
      await this.moveDataset(datasetId, folder)
      return true
    } catch (error) {
      if (error instanceof CueScopeError) return false
      throw error
    }
  }

  /** Models of the library, where they lie now: the project may have come from elsewhere, or the program been moved. */
  adoptModels(): void {
    for (const { sha256, folder } of modelPlaces(this.db)) {
      const known = this.services.findModel(sha256)
      if (known !== null && known.folder !== folder) saveModel(this.db, known)
    }
  }

  /** The audit of this model, data set and settings: a new one, or the one that is there. Not started. */
  planAudit(request: NewAudit): StoredAudit {
    const { datasetId, modelId, settings, limit, labelMap } = newAuditSchema.parse(request)
    const emotions = Object.keys(this.#datasets.get(datasetId).emotions)
    const model = this.services.modelOf(modelId)
    const map = planLabelMap(emotions, model.manifest.labels, labelMap)
    saveModel(this.db, model)
    const plan = {
      datasetId,
      modelSha: model.sha256,
      settings,
      settingsHash: settingsHash(settings),
      labelMap: map,
      limit: limit ?? null,
    }
    renewAuditOf(this.db, plan)
    this.tables.forget()
    return findOrCreateAudit(this.db, plan)
  }

  /** Starts an audit, or lets it go on. */
  start(auditId: number): AuditRun {
    const running = this.#runs.get(auditId)
    if (running !== undefined) return running
    const audit = renewAudit(this.db, getAudit(this.db, auditId))
    this.tables.forget(auditId)
    void this.preflights.stopAll()
    const news = throttle(() => this.#announce(auditId), ANNOUNCE_EVERY_MS)
    const run = new AuditRun({
      db: this.db,
      projectPath: this.path,
      audit,
      model: getModel(this.db, audit.modelSha),
      datasetFolder: datasetPlace(this.db, audit.datasetId).folder,
      pool: this.services.pool,
      lanes: this.services.workers * 2,
      onProgress: () => {
        this.tables.fallBehind(auditId)
        news.request()
      },
    })
    this.#runs.set(auditId, run)
    setAuditState(this.db, auditId, 'running')
    void run.finished.then(outcome => {
      news.cancel()
      this.#settle(auditId, outcome)
    })
    this.#announce(auditId)
    return run
  }

  /** Stops after the clips that are on their way. `cancelled` says that the person does not want the rest. */
  async stop(auditId: number, state: 'paused' | 'cancelled'): Promise<AuditCard> {
    const run = this.#runs.get(auditId)
    run?.stop()
    await run?.finished
    if (getAudit(this.db, auditId).state !== 'done') setAuditState(this.db, auditId, state)
    this.#announce(auditId)
    return this.audit(auditId)
  }

  /** Removes an audit that could not begin: without a result or a refusal. @returns whether it was one */
  dropUnstarted(auditId: number): boolean {
    const { done, refused } = this.#scores.progress(getAudit(this.db, auditId))
    if (done + refused > 0 || this.#runs.has(auditId)) return false
    deleteAudit(this.db, auditId)
    this.tables.forget(auditId)
    return true
  }

  /** null: called by its model and data set again. */
  renameAudit(auditId: number, name: string | null): AuditCard {
    getAudit(this.db, auditId)
    renameAudit(this.db, auditId, name)
    this.#announce(auditId)
    return this.audit(auditId)
  }

  /** With its experiments, queues and the results that no other audit shares; annotations stay. */
  async removeAudit(auditId: number): Promise<void> {
    await this.maps.close(auditId)
    await this.experiments.removeAll(auditId)
    await this.stop(auditId, 'cancelled')
    deleteAuditAndResults(this.db, getAudit(this.db, auditId))
    giveBackSpace(this.db)
    this.tables.forget(auditId)
    this.#reused.delete(auditId)
  }

  clipPath(clipId: number): string {
    return clipPath(this.db, clipId)
  }

  audit(auditId: number, of: Reader = {}): AuditCard {
    return this.#card(getAudit(this.db, auditId, readerOf(this.db, of)))
  }

  /** Whoever asks is about to look at the table. */
  summary(auditId: number, of: Reader = {}): AuditSummary {
    this.tables.warm(auditId)
    return this.#scores.summary(getAudit(this.db, auditId, readerOf(this.db, of)))
  }

  /** As `summary`, with intervals, and of groups of clips. */
  scores(auditId: number, by: ScoreGroupKind | null, of: Reader = {}): Promise<AuditScores> {
    const reader = readerOf(this.db, of)
    return this.#groupScores.get(getAudit(this.db, auditId).id, by, reader, untoldStamp(this.db, reader))
  }

  /** Running audits stay marked as running, so that they go on at the next opening. */
  async close(): Promise<void> {
    const runs = [...this.#runs.values()]
    this.#runs.clear()
    for (const run of runs) run.stop()
    this.scales.close()
    await Promise.all([
      this.experiments.close(),
      this.maps.close(),
      this.preflights.stopAll(),
      this.plausibility.close(),
      ...runs.map(run => run.finished),
    ])
    this.file.close()
  }

  #settle(auditId: number, outcome: RunOutcome): void {
    this.tables.forget(auditId)
    this.#scores.forget(auditId)
    this.#reused.set(auditId, this.#runs.get(auditId)?.progress.reused ?? 0)
    if (!this.#runs.delete(auditId)) return
    this.tables.forget()
    if (outcome.kind === 'done') setAuditState(this.db, auditId, 'done')
    // A full disk is a pause: the work goes on where it was once there is room.
    else if (outcome.kind === 'failed' && outcome.error.code === 'disk-full')
      setAuditState(this.db, auditId, 'paused', outcome.error)
    else if (outcome.kind === 'failed') setAuditState(this.db, auditId, 'failed', outcome.error)
    this.#announce(auditId)
  }

  #announce(auditId: number): void {
    this.services.onAudit(this.audit(auditId))
  }

  #card(audit: StoredAudit): AuditCard {
    const model = getModel(this.db, audit.modelSha)
    const dataset = datasetPlace(this.db, audit.datasetId)
    const { id, name, datasetId, labelMap, settings, createdAt, state, error, provider } = audit
    return {
      ...{ id, name, datasetId, labelMap, settings, createdAt, state, error, provider },
      datasetName: dataset.name,
      modelId: audit.modelSha,
      modelName: model.manifest.name,
      labels: model.manifest.labels,
      layers: model.manifest.concepts.map(({ layer }) => layer),
      progress: this.#scores.told(audit, this.#runs.get(id)?.progress ?? this.#storedProgress(audit)),
    }
  }

  #storedProgress(audit: StoredAudit): AuditProgress {
    return {
      ...this.#scores.progress(audit),
      reused: this.#reused.get(audit.id) ?? 0,
      clipsPerSec: null,
      secondsLeft: null,
    }
  }
}
