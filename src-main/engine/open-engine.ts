/**
 * Wires library, models, projects and workers: the only door for the API and the shells.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, realpath } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { EngineEvent } from '#contracts/events'
import type { ModelCard } from '#contracts/model'
import type { OpensmileReport, ProgramFacts, ProgramSettings } from '#contracts/program-settings'
import type { Library, ProjectPlace } from '#contracts/project'
import type { StoredModel } from '#engine/store/models'
import { probeOpensmile } from '#engine/audits/probe-opensmile'
import { WorkerPool, type SpawnWorker } from '#engine/audits/worker-pool'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { folderBytes } from '#engine/files/folder-bytes'
import { fileError } from '#engine/files/read-file'
import { sha256 } from '#engine/files/sha256'
import { LibraryStore } from '#engine/library/library'
import { deleteProjectFile, projectBytes, projectFileName, renameProjectFile } from '#engine/library/project-file'
import { ModelCatalog } from '#engine/models/catalog'
import { openDemo } from '#engine/projects/open-demo'
import { ProjectSession } from '#engine/projects/project-session'
import { gatherProjectFile, openAside, openProjectFile, type OpenMode, type OpenProject } from '#engine/store/open'
import { Emitter } from '#engine/base/emitter'
import type { Summarise, SummaryTask } from '#engine/summaries/summary-task'

export interface EngineOptions {
  /** Where the library, the demo and new projects live. */
  readonly dataDir: string
  /** The program's `resources` folder. */
  readonly resourcesDir: string
  readonly spawnWorker: SpawnWorker
  readonly summarise: Summarise
  /** Explain workers. @default one a core */
  readonly workers?: number
  /** Folder of an installed openSMILE. @default the one that is set */
  readonly opensmileFolder?: string
  /** Trouble that stops nothing but should be known. */
  readonly log: (message: string) => void
}

/** Files above are looked through by a thread: SQLite reads all of it, and nobody else is answered meanwhile. */
const LARGE_BYTES = 32 * 2 ** 20
const TASK_TIMEOUT_MS = 120_000
const TASK_MAX_RESIDENT_BYTES = 2 * 2 ** 30

export class Engine {
  readonly id = randomBytes(8).toString('hex')
  readonly events = new Emitter<EngineEvent>()
  readonly pool: WorkerPool
  readonly #sessions = new Map<string, ProjectSession>()
  readonly #opening = new Map<string, Promise<ProjectSession>>()
  readonly #closing = new AbortController()
  #demo: Promise<ProjectSession> | null = null

  private constructor(
    readonly options: EngineOptions & { readonly workers: number },
    private readonly library: LibraryStore,
    private readonly catalog: ModelCatalog,
  ) {
    const { spawnWorker, workers } = options
    const limits = { size: workers, timeoutMs: TASK_TIMEOUT_MS, maxResidentBytes: TASK_MAX_RESIDENT_BYTES }
    this.pool = new WorkerPool(spawnWorker, limits, () => ({ opensmileFolder: this.opensmileFolder }))
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const report = (where: string) => (error: unknown) => options.log(`${where}: ${(error as Error).message}`)
    await mkdir(options.dataDir, { recursive: true, mode: 0o700 }).catch(cause =>
      Promise.reject(fileError(options.dataDir, cause)),
    )
    const library = await LibraryStore.open(join(options.dataDir, 'library.json'), report('library'))
    const catalog = new ModelCatalog(join(options.resourcesDir, 'models'))
    await catalog.load(library.modelFolders, (folder, error) => report(folder)(error))
    return new Engine({ ...options, workers: options.workers ?? availableParallelism() }, library, catalog)
  }

  describeLibrary(): Library {
    const projects = this.library.projects.map(known => {
      const { path } = known
      const bytes = projectBytes(path)
      return {
        ...known,
        ...{ id: projectId(path), bytes, isMissing: bytes === null, isDemo: path === this.demoPath },
        name: path.replace(/^.*[\\/]/, '').replace(/\.cuescope$/, ''),
      }
    })
    return { projects, models: this.catalog.cards(), lostModels: this.catalog.lost() }
  }

  /** Where its files are, and how much they are. */
  async describeStorage(): Promise<Pick<ProgramFacts, 'dataDir' | 'dataBytes'>> {
    const { dataDir } = this.options
    return { dataDir, dataBytes: await folderBytes(dataDir) }
  }

  get settings(): ProgramSettings {
    return this.library.settings
  }

  async saveSettings({ opensmileFolder: folder }: ProgramSettings): Promise<ProgramSettings> {
    await this.library.saveSettings({ opensmileFolder: folder === null ? null : await canonicalPath(folder) })
    return this.settings
  }

  get opensmileFolder(): string | null {
    return this.options.opensmileFolder ?? this.settings.opensmileFolder
  }

  /** Tries openSMILE in a throw-away worker. */
  async tryOpensmile(): Promise<OpensmileReport> {
    const place = { folder: this.opensmileFolder, isFromStart: this.options.opensmileFolder !== undefined }
    try {
      const { version } = await probeOpensmile(this.pool)
      return { ...place, version, error: null }
    } catch (error) {
      return { ...place, version: null, error: toErrorBody(error) }
    }
  }

  get demoPath(): string {
    return join(this.options.dataDir, 'demo', 'Demo.cuescope')
  }

  /** A project by its id: the open one, or the one the library knows. */
  async project(id: string): Promise<ProjectSession> {
    const open = this.#sessions.get(id)
    if (open !== undefined) return open
    return this.openProject(this.#pathOf(id), 'open')
  }

  async openProject(path: string, mode: OpenMode): Promise<ProjectSession> {
    const full = await canonicalPath(path)
    const id = projectId(full)
    if (mode === 'create') return this.#begin(id, full, openProjectFile(full, mode))
    const open = this.#sessions.get(id) ?? this.#opening.get(id)
    if (open !== undefined) return open
    const opening = this.#open(id, full, mode).finally(() => this.#opening.delete(id))
    this.#opening.set(id, opening)
    return opening
  }

  async #open(id: string, path: string, mode: OpenMode): Promise<ProjectSession> {
    this.pool.warm()
    const isLarge = (projectBytes(path) ?? 0) > LARGE_BYTES
    if (!isLarge) return this.#begin(id, path, openProjectFile(path, mode))
    const done = (kind: 'check-file' | 'update-file') => (project: string) => this.#aside({ kind, project })
    return this.#begin(id, path, await openAside(path, { check: done('check-file'), update: done('update-file') }))
  }

  /** Nobody waits for its end when the engine closes: what is written, SQLite writes whole or not at all. */
  #aside(task: SummaryTask): Promise<unknown> {
    const { signal } = this.#closing
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      this.options.summarise(task).then(resolve, reject)
    })
  }

  async #begin(id: string, full: string, file: OpenProject): Promise<ProjectSession> {
    const session = new ProjectSession(id, full === this.demoPath, file, {
      pool: this.pool,
      workers: this.options.workers,
      summarise: this.options.summarise,
      modelOf: model => this.model(model),
      findModel: model => this.catalog.find(model),
      onAudit: audit => this.events.emit({ type: 'audit', projectId: id, audit }),
      onExperiment: experiment => this.events.emit({ type: 'experiment', projectId: id, experiment }),
      onClipMap: map => this.events.emit({ type: 'clip-map', projectId: id, map }),
      onPreflight: datasetId => this.events.emit({ type: 'preflight', projectId: id, datasetId }),
      log: this.options.log,
    })
    this.#sessions.set(id, session)
    await session.findMovedDatasets()
    await this.#remember(session)
    return session
  }

  /** A new project of this name, in `folder` or among the program's own. */
  async createProject(name: string, folder?: string): Promise<ProjectSession> {
    const fileName = projectFileName(name)
    const parent = folder ?? join(this.options.dataDir, 'projects')
    if (folder === undefined) await mkdir(parent, { recursive: true, mode: 0o700 })
    return this.openProject(join(parent, fileName), 'create')
  }

  /** The demo: corpus, project and audit, made if they are not there. */
  openDemo(): Promise<ProjectSession> {
    this.#demo ??= openDemo({
      folder: dirname(this.demoPath),
      modelId: this.catalog.bundledId('demo-synthetic'),
      openProject: () => this.openProject(this.demoPath, 'either'),
      announce: event => this.events.emit(event),
    })
      .then(async session => {
        await this.#remember(session)
        return session
      })
      .finally(() => (this.#demo = null))
    return this.#demo
  }

  /** The file stays. */
  async forgetProject(id: string): Promise<void> {
    await this.#closeSession(id)
    const known = this.library.projects.find(({ path }) => projectId(path) === id)
    if (known !== undefined) await this.library.forget(known.path)
    this.events.emit({ type: 'library-changed' })
  }

  /**
   * Closes a project, so that its file can be moved and is all of it.
   *
   * @returns where that is
   * @throws CueScopeError project-in-use, corrupt-db
   */
  async releaseProject(id: string): Promise<string> {
    const path = this.#pathOf(id)
    await this.#closeSession(id)
    if (existsSync(path)) gatherProjectFile(path)
    return path
  }

  /** Releases a project that is about to be deleted, a damaged one too. @returns where its file is */
  abandonProject(id: string): Promise<string> {
    return this.releaseProject(id).catch((error: unknown) => {
      if (isDamaged(error)) return this.#pathOf(id)
      throw error
    })
  }

  /** For good: the file too. The audio is not in it. @throws CueScopeError project-in-use */
  async deleteProject(id: string): Promise<void> {
    await deleteProjectFile(await this.abandonProject(id))
    await this.forgetProject(id)
  }

  /** Renames its file; what was running goes on. @throws CueScopeError project-in-use, project-exists */
  async renameProject(id: string, name: string): Promise<ProjectSession> {
    if (this.#pathOf(id) === this.demoPath) throw new CueScopeError('forbidden', 'The demo keeps its name.')
    const path = await this.releaseProject(id)
    const renamed = await renameProjectFile(path, name).catch(async error => {
      await this.openProject(path, 'open')
      throw error
    })
    await this.library.move(path, renamed)
    return this.openProject(renamed, 'open')
  }

  /** Where a person is in a project, to go on from there. */
  async keepPlace(id: string, place: ProjectPlace | null): Promise<void> {
    await this.library.keepPlace(this.#pathOf(id), place)
  }

  /** An audit is gone: nobody goes on from there. */
  async leaveAudit(session: ProjectSession, auditId: number): Promise<void> {
    const place = this.library.projects.find(({ path }) => path === session.path)?.place
    if (place && /^\/a\/(\d+)/.exec(place.path)?.[1] === String(auditId))
      await this.library.keepPlace(session.path, null)
    await this.#remember(session)
  }

  /** Tries a model package in a throw-away worker, then takes it into the library. */
  async addModel(folder: string): Promise<ModelCard> {
    const full = await canonicalPath(folder)
    await this.pool.runAlone({ kind: 'probe-model', model: { folder: full, sha256: null } })
    const { sha256: id } = await this.catalog.add(full)
    for (const session of this.#sessions.values()) session.adoptModels()
    const card = this.catalog.cards().find(candidate => candidate.id === id)!
    if (!card.isBundled) await this.library.addModelFolder(full)
    this.events.emit({ type: 'library-changed' })
    return card
  }

  /** Its folder stays. */
  async removeModel(id: string): Promise<void> {
    await this.library.removeModelFolder(this.catalog.remove(id))
    this.events.emit({ type: 'library-changed' })
  }

  model(id: string): StoredModel {
    return this.catalog.get(id)
  }

  /** Where packages go when no other place is named. */
  async makeModelsFolder(): Promise<string> {
    const folder = join(this.options.dataDir, 'models')
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(cause => Promise.reject(fileError(folder, cause)))
    return folder
  }

  /** After a project's contents changed: what the library shows of it. */
  async refreshLibrary(session: ProjectSession): Promise<void> {
    await this.#remember(session)
  }

  async close(): Promise<void> {
    this.#closing.abort(new CueScopeError('cancelled', 'The engine is closing.'))
    await Promise.allSettled(this.#opening.values())
    const sessions = [...this.#sessions.values()]
    this.#sessions.clear()
    const closing = Promise.all(sessions.map(session => session.close()))
    this.pool.close()
    await closing
  }

  #pathOf(id: string): string {
    const open = this.#sessions.get(id)?.path
    const known = open ?? this.library.projects.find(({ path }) => projectId(path) === id)?.path
    if (known === undefined) throw new CueScopeError('not-found', 'This project is not in the library: open its file.')
    return known
  }

  async #closeSession(id: string): Promise<void> {
    await Promise.allSettled([this.#opening.get(id)])
    const session = this.#sessions.get(id)
    this.#sessions.delete(id)
    await session?.close()
  }

  async #remember(session: ProjectSession): Promise<void> {
    const { datasets, audits } = session.describe()
    const clips = datasets.reduce((sum, dataset) => sum + dataset.clips, 0)
    await this.library.remember({
      path: session.path,
      openedAt: new Date().toISOString(),
      clips,
      audits: audits.length,
    })
    this.events.emit({ type: 'library-changed' })
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof CueScopeError && ['corrupt-db', 'not-a-project'].includes(error.code)
}

function projectId(path: string): string {
  return sha256(path).slice(0, 16)
}

/** One spelling for each place, whatever links and dots lead to it. @throws CueScopeError if its folder is not there */
async function canonicalPath(path: string): Promise<string> {
  const full = resolve(path)
  const real = await realpath(full).catch(() => null)
  if (real !== null) return real
  const parent = await realpath(dirname(full)).catch(cause => Promise.reject(fileError(dirname(full), cause)))
  return join(parent, full.slice(dirname(full).length).replace(/^[\\/]/, ''))
}
