/**
 * One run over the clips of an audit. What has a result is passed over, so stopping and starting again is a look-up:
 * clips are worked on at least once, results are stored exactly once. A clip that can't be explained is a row with a
 * reason, never the end of the run.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditProgress } from '#contracts/audit'
import type { ErrorBody } from '#contracts/error'
import { CueScopeError, toErrorBody } from '#engine/base/errors'
import { auditMembers, saveFingerprint, type PendingClip } from '#engine/store/clips'
import { saveProvider, type StoredAudit } from '#engine/store/audits'
import type { WriteDb } from '#engine/store/handles'
import type { StoredModel } from '#engine/store/models'
import { clearRefusals, predictedLabel, saveResult, saveRefusal } from '#engine/store/results'
import { countProgress } from '#engine/store/summary'
import { Lanes } from './lanes'
import { probeOpensmile } from './probe-opensmile'
import { ProviderRun } from './provider-run'
import { concernsOneClip, stored } from './store-trouble'
import type { WorkerPool } from './worker-pool'
import { RateMeter } from './rate-meter'

export interface AuditRunOptions {
  readonly db: WriteDb
  readonly projectPath: string
  readonly audit: StoredAudit
  readonly model: StoredModel
  readonly datasetFolder: string
  readonly pool: WorkerPool
  /** Clips on their way at once: more than workers, so that none waits for work. */
  readonly lanes: number
  readonly onProgress: (progress: AuditProgress) => void
}

/** How a run ended: all clips done, stopped by somebody, or stopped by trouble that concerns all clips. */
export type RunOutcome =
  { readonly kind: 'done' } | { readonly kind: 'stopped' } | { readonly kind: 'failed'; readonly error: ErrorBody }

export class AuditRun {
  readonly finished: Promise<RunOutcome>
  readonly #lanes = new Lanes<PendingClip>(clip => this.#clip(clip))
  #counts = { total: 0, done: 0, refused: 0, reused: 0, scored: 0, correct: 0 }
  #rate = new RateMeter()
  #provider: ProviderRun

  constructor(private readonly options: AuditRunOptions) {
    this.#provider = new ProviderRun(options.pool, 'cpu')
    this.finished = this.#run().catch(error => ({ kind: 'failed', error: toErrorBody(error) }))
  }

  get progress(): AuditProgress {
    const clipsPerSec = this.#rate.perSec
    const left = this.#counts.total - this.#counts.done - this.#counts.refused
    return { ...this.#counts, clipsPerSec, secondsLeft: clipsPerSec === null ? null : left / clipsPerSec }
  }

  /** Clips on their way are finished and stored; no further ones are begun. */
  stop(): void {
    this.#lanes.stop()
  }

  async #run(): Promise<RunOutcome> {
    const { db, audit, model, pool, lanes } = this.options
    const clips = auditMembers(db, audit)
    this.#counts.total = clips.length
    const { provider: asked, cues } = audit.settings
    if (cues.provider === 'opensmile') await probeOpensmile(pool)
    const modelRef = { folder: model.folder, sha256: model.sha256 }
    const { provider } = await pool.run({ kind: 'probe-model', model: modelRef, provider: asked })
    this.#provider = new ProviderRun(pool, provider.used)
    this.#stored(() => saveProvider(db, audit.id, provider))
    if (countProgress(db, audit).done === 0) await this.#tryMethods()
    clearRefusals(db, audit.id)
    this.#announce()
    return { kind: await this.#lanes.run(clips, lanes) }
  }

  /** What the model's graph or the settings don't allow would refuse every clip: said once, before the first. */
  async #tryMethods(): Promise<void> {
    const { audit, model } = this.options
    const { settings } = audit
    const modelRef = { folder: model.folder, sha256: model.sha256 }
    const question = {
      kind: 'try-methods',
      model: modelRef,
      methods: settings.methods,
      peaks: null,
      activations: false,
      settings,
    } as const
    const { answer } = await this.#provider.run(question)
    for (const [method, error] of Object.entries(answer.methods)) {
      if (error === null) continue
      const layers = model.manifest.concepts.map(({ layer }) => layer)
      const choice = error.code === 'not-found' && layers.length > 0 ? ` Layers: ${layers.join(', ')}.` : ''
      throw new CueScopeError(error.code, `${method}: ${error.message}${choice}`, { ...error.details, method })
    }
  }

  async #clip(clip: PendingClip): Promise<void> {
    const { db, audit } = this.options
    try {
      const audioSha = await this.#fingerprint(clip)
      const key = { audioSha, modelSha: audit.modelSha, settingsHash: audit.settingsHash }
      const known = this.#stored(() => predictedLabel(db, key))
      if (known !== null) this.#counts.reused++
      const predicted = known ?? (await this.#explain(clip, audioSha))
      this.#counts.done++
      const expected = clip.emotion === null ? null : (audit.labelMap[clip.emotion] ?? null)
      if (expected !== null) this.#counts.scored++
      if (predicted === expected) this.#counts.correct++
    } catch (error) {
      if (!concernsOneClip(error)) throw error
      this.#stored(() => saveRefusal(db, audit.id, clip.id, toErrorBody(error)))
      this.#counts.refused++
    }
    this.#announce()
  }

  /** Content hash of the clip; read again only if the file's size or time has changed. */
  async #fingerprint(clip: PendingClip): Promise<string> {
    const { db, datasetFolder, pool } = this.options
    const path = join(datasetFolder, clip.file)
    const now = await stat(path).catch(() => null)
    if (clip.sha256 !== null && now?.size === clip.size && now?.mtimeMs === clip.mtimeMs) return clip.sha256
    const { sha256, size, mtimeMs } = await pool.run({ kind: 'fingerprint', file: path }, 'bulk')
    this.#stored(() => saveFingerprint(db, clip.id, sha256, size, mtimeMs))
    return sha256
  }

  /** @returns the predicted label */
  async #explain(clip: PendingClip, audioSha: string): Promise<string> {
    const { db, audit, model, datasetFolder } = this.options
    const modelRef = { folder: model.folder, sha256: model.sha256 }
    const file = join(datasetFolder, clip.file)
    const { answer: result, note } = await this.#provider.run(
      { kind: 'explain', file, sha256: audioSha, model: modelRef, settings: audit.settings },
      'bulk',
    )
    const key = { audioSha, modelSha: audit.modelSha, settingsHash: audit.settingsHash }
    this.#stored(() => saveResult(db, key, result, model.manifest.labels, note === null ? [] : [note]))
    this.#rate.tick()
    return model.manifest.labels[result.prediction.predicted]
  }

  #stored<T>(action: () => T): T {
    return stored(this.options.projectPath, action)
  }

  #announce(): void {
    this.options.onProgress(this.progress)
  }
}
