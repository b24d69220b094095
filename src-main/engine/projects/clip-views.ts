import { join } from 'node:path'
import type { NamedArray } from '#contracts/arrays'
import type { ClipDetail } from '#contracts/clip'
import type { CueKey, DrawnWindows, Measures } from '#contracts/cue'
import { judgeSettingsSchema } from '#contracts/experiments/faithfulness'
import type { Judgement } from '#contracts/judgement'
import type { SaliencyMethod } from '#contracts/settings'
import type { WhatIf } from '#contracts/what-if'
import type { Detail } from '#engine/audits/protocol'
import { ProviderRun } from '#engine/audits/provider-run'
import type { WorkerPool } from '#engine/audits/worker-pool'
import type { Region } from '#engine/cues/region'
import { readDemoTruth } from '#engine/demo/truth'
import { softmax } from '#engine/stats/softmax'
import { getAudit } from '#engine/store/audits'
import { getClip, type StoredClip } from '#engine/store/clips'
import { datasetPlace } from '#engine/store/datasets'
import { getMap, saveMap } from '#engine/store/maps'
import { getModel } from '#engine/store/models'
import { getExplanations } from '#engine/store/explanations'
import { profileReader } from '#engine/store/profiles'
import type { MarkedPart } from '#engine/what-if'
import type { ProjectSession } from './project-session'
import { thumbnailOf } from './thumbnail'

/** What a person looks at in one clip of an audit. */
export class ClipViews {
  constructor(
    private readonly session: ProjectSession,
    private readonly pool: WorkerPool,
  ) {}

  async detail(auditId: number, clipId: number): Promise<ClipDetail> {
    const { clip, model, path } = this.#find(auditId, clipId)
    const logits = clip.logits ?? new Float32Array(0)
    const probabilities = softmax(logits)
    return {
      row: clip.row,
      facts: clip.facts,
      sha256: clip.sha256 ?? '',
      sampleRateHz: clip.audio?.sampleRateHz ?? 0,
      channels: clip.audio?.channels ?? 0,
      samples: clip.audio?.samples ?? 0,
      notes: [...(clip.audio?.notes ?? []), ...clip.resultNotes],
      probabilities: Array.from(logits, (logit, i) => ({
        label: model.manifest.labels[i],
        probability: probabilities[i],
        logit,
      })),
      ...(clip.resultId === null ? { explanations: [], both: null } : getExplanations(this.session.db, clip.resultId)),
      truth: await readDemoTruth(path),
    }
  }

  async audio(auditId: number, clipId: number): Promise<NamedArray> {
    const { clip, path } = this.#find(auditId, clipId)
    return this.pool.run({ kind: 'audio', file: path, sha256: clip.sha256 })
  }

  async logMel(auditId: number, clipId: number): Promise<NamedArray> {
    const { clip, path, modelRef } = this.#find(auditId, clipId)
    return this.pool.run({ kind: 'log-mel', file: path, sha256: clip.sha256, model: modelRef })
  }

  /** Small, for a line of a table: of the first method and the predicted label. */
  async thumbnail(auditId: number, clipId: number): Promise<NamedArray> {
    const { clip, settings } = this.#find(auditId, clipId)
    const [method] = settings.methods
    const { predicted } = clip.row
    const { resultId } = clip
    const isExplained = resultId !== null && predicted !== null && method !== undefined
    const map = isExplained ? getMap(this.session.db, resultId, method, predicted) : null
    const profile = isExplained
      ? profileReader(this.session.db, getAudit(this.session.db, auditId), method)(clipId)
      : null
    return thumbnailOf(await this.logMel(auditId, clipId), map, profile)
  }

  /** A method's map for a label (default: the predicted one); kept once it was looked at, unless it is a sketch. */
  async saliency(
    auditId: number,
    clipId: number,
    method: SaliencyMethod,
    target: string | null,
    against: string | null,
    detail: Detail,
    priority: 'urgent' | 'bulk' = 'urgent',
  ): Promise<NamedArray> {
    const { clip, path, modelRef, settings, provider } = this.#find(auditId, clipId)
    const label = target ?? clip.row.predicted
    const name = against === null ? label : `${label} - ${against}`
    const isKept = clip.resultId !== null && label !== null
    const kept = isKept ? getMap(this.session.db, clip.resultId!, method, name!) : null
    if (kept !== null) return kept
    const clipRef = { file: path, sha256: clip.sha256, model: modelRef }
    const task = { kind: 'saliency', ...clipRef, method, target: label, against, detail, settings } as const
    const { answer: map } = await provider.run(task, priority)
    if (isKept && map.meta.detail === 'fine') saveMap(this.session.db, clip.resultId!, method, name!, map)
    return map
  }

  /** The maps of the concepts of highest relevance in a layer ('': the audit's), for a label or for it rather than another. */
  async concepts(
    auditId: number,
    clipId: number,
    layer: string,
    target: string | null,
    against: string | null,
  ): Promise<NamedArray> {
    const { clip, path, modelRef, settings, provider } = this.#find(auditId, clipId)
    const chosen = layer === '' ? settings : { ...settings, crp: { ...settings.crp, layer } }
    const clipRef = { file: path, sha256: clip.sha256, model: modelRef }
    const label = target ?? clip.row.predicted
    const task = { kind: 'concepts', ...clipRef, target: label, against, settings: chosen } as const
    return (await provider.run(task)).answer
  }

  /** Cues, baselines and reliability of any stretches, measured as the audit's windows were. */
  async measures(auditId: number, clipId: number, regions: readonly Region[]): Promise<Measures> {
    const { clip, path, settings } = this.#find(auditId, clipId)
    return this.pool.run({ kind: 'measures', file: path, sha256: clip.sha256, regions, measuring: settings })
  }

  /** Windows drawn at random as the baselines draw theirs: the same, where these are the audit's own. */
  async drawnWindows(
    auditId: number,
    clipId: number,
    regions: readonly Region[],
    limit: number,
  ): Promise<DrawnWindows> {
    const { clip, path, settings } = this.#find(auditId, clipId)
    const clipRef = { file: path, sha256: clip.sha256 }
    return this.pool.run({ kind: 'drawn-windows', ...clipRef, regions, limit, measuring: settings })
  }

  /** Where the tracks of cues rest on little [cues, rows]; what people wait for goes before it. */
  async cueWeakness(auditId: number, clipId: number, cues: readonly CueKey[]): Promise<NamedArray> {
    const { clip, path, settings } = this.#find(auditId, clipId)
    const task = { kind: 'cue-weakness', file: path, sha256: clip.sha256, cues, measuring: settings } as const
    return this.pool.run(task, 'bulk')
  }

  /** Cues over time [cues, rows]. */
  async cueTracks(auditId: number, clipId: number, cues: readonly CueKey[]): Promise<NamedArray> {
    const { clip, path, settings } = this.#find(auditId, clipId)
    return this.pool.run({ kind: 'cue-tracks', file: path, sha256: clip.sha256, cues, measuring: settings })
  }

  /** What the model says of the clip without a part of it, and of that part alone. */
  async whatIf(auditId: number, clipId: number, part: MarkedPart): Promise<WhatIf> {
    const { clip, path, modelRef, settings, provider } = this.#find(auditId, clipId)
    const clipRef = { file: path, sha256: clip.sha256, model: modelRef }
    return (await provider.run({ kind: 'what-if', ...clipRef, part, settings })).answer
  }

  /** How far a method's map of a label (default: the predicted one) can be trusted. */
  async judgement(auditId: number, clipId: number, method: SaliencyMethod, target: string | null): Promise<Judgement> {
    const { clip, path, modelRef, settings } = this.#find(auditId, clipId)
    const clipRef = { file: path, sha256: clip.sha256, model: modelRef }
    const question = { method, target: target ?? clip.row.predicted, judge: judgeSettingsSchema.parse({}), seed: 1 }
    return this.pool.run({ kind: 'judge', ...clipRef, ...question, settings })
  }

  #find(
    auditId: number,
    clipId: number,
  ): {
    clip: StoredClip
    path: string
    model: ReturnType<typeof getModel>
    modelRef: { folder: string; sha256: string }
    settings: ReturnType<typeof getAudit>['settings']
    provider: ProviderRun
  } {
    const { db } = this.session
    const audit = getAudit(db, auditId)
    const clip = getClip(db, audit, clipId)
    const model = getModel(db, audit.modelSha)
    const path = join(datasetPlace(db, audit.datasetId).folder, clip.row.file)
    const modelRef = { folder: model.folder, sha256: model.sha256 }
    const { settings } = audit
    const provider = new ProviderRun(this.pool, audit.provider?.used ?? settings.provider)
    return { clip, path, model, modelRef, settings, provider }
  }
}
