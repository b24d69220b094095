import { join } from 'node:path'
import type { ClipFacts, LabelMap, ScanReport } from '#contracts/dataset'
import { modelManifestSchema } from '#contracts/model'
import { explainSettingsSchema } from '#contracts/settings'
import { settingsHash } from '#engine/audits/result-key'
import type { RegionMeasures } from '#engine/measures'
import type { ClipResult } from '#engine/pipeline'
import { softmax } from '#engine/stats/softmax'
import { findOrCreateAudit, type StoredAudit } from '#engine/store/audits'
import { auditMembers, saveFingerprint } from '#engine/store/clips'
import { saveDataset } from '#engine/store/datasets'
import type { WriteDb } from '#engine/store/handles'
import { saveModel, type StoredModel } from '#engine/store/models'
import { openProjectFile, type OpenProject } from '#engine/store/open'
import { saveResult, type ResultKey } from '#engine/store/results'

export const labels = ['angry', 'happy', 'sad']

export const model: StoredModel = {
  sha256: 'ab'.repeat(32),
  folder: '/models/some',
  manifest: modelManifestSchema.parse({
    name: 'some',
    labels,
    frontEnd: { kind: 'log-mel', sampleRate: 16000, nFft: 512, winLength: 400, hopLength: 160, nMels: 64, fMax: 8000 },
  }),
}

export const settings = explainSettingsSchema.parse({})

export function facts(file: string, changes: Partial<ClipFacts> = {}): ClipFacts {
  return {
    ...{ file, dataset: 'tess', speaker: 'OAF', sex: 'female', emotion: 'anger', emotionCode: 'angry' },
    ...{ intensity: null, sentence: null, repetition: null },
    ...changes,
  }
}

export function report(folder: string, clips: readonly ClipFacts[]): ScanReport {
  const corpora = [{ importer: 'tess' as const, title: 'TESS', clips: clips.length, speakers: 1, emotions: {} }]
  return { folder, corpora, unrecognised: { count: 0, examples: [] }, refused: [] }
}

const cue = { mean: 1, sd: 0.5, p20: 0.6, p50: 1, p80: 1.4, range: 2, frames: 9 }
const chance = { draws: 200, mean: 0.7, sd: 0.15, z: 2, p: 8 / 201 }
const draw = { draws: 200, matchedVoicedShare: 1, meanVoicedFraction: 0.6, salientVoicedFraction: 0.65 }
const evidence = { framesSec: 0.15, voicedSec: 0.1, periods: 21, matchedPeriods: 20, snrDb: 31, clippedShare: 0 }

/** As if measured in a clip with a loud window; F0 could not be. */
export const measures: RegionMeasures = {
  cues: { salient: { loudness: cue, f0: null }, full: { loudness: { ...cue, mean: 2 }, f0: null } },
  baselines: {
    anywhere: { loudness: { mean: chance, sd: { ...chance, z: null, p: null } }, f0: null },
    speech: { loudness: { mean: { ...chance, mean: 0.9 }, sd: chance }, f0: null },
  },
  draws: { anywhere: draw, speech: { ...draw, matchedVoicedShare: 0.5 } },
  evidence: { salient: evidence, full: { ...evidence, framesSec: 1, voicedSec: 0.6, snrDb: null } },
}

/** A result whose logits have their largest value at `predicted`. */
export function result(predicted: number, changes: Partial<ClipResult> = {}): ClipResult {
  const logits = Float32Array.from(labels, (_, i) => (i === predicted ? 2 : i / 4))
  return {
    audio: { sampleRateHz: 16_000, channels: 1, samples: 16_000, notes: [] },
    prediction: { logits, probabilities: softmax(logits), predicted },
    methods: [
      {
        method: 'occlusion',
        facts: {},
        target: predicted,
        profile: Float64Array.of(0, 1, 2),
        segments: [{ rank: 1, startSec: 0.1, endSec: 0.25, score: 3, share: 0.75 }],
        ...measures,
      },
    ],
    both: null,
    ...changes,
  }
}

export interface StoreOfClips {
  readonly project: OpenProject
  readonly db: WriteDb
  readonly audit: StoredAudit
  /** By file. */
  readonly ids: ReadonlyMap<string, number>
  readonly keyOf: (file: string) => ResultKey
}

const labelMap: LabelMap = { anger: 'angry', happiness: 'happy', sadness: 'sad', calm: null }

/** A project of one data set and one audit; clips with a `predicted` have their result. */
export function storeOf(
  folder: string,
  clips: readonly (ClipFacts & { predicted?: number })[],
  limit: number | null = null,
): StoreOfClips {
  const project = openProjectFile(join(folder, 'P.cuescope'), 'create')
  const { db } = project
  const plain = clips.map(({ predicted: _, ...clip }) => clip)
  const datasetId = saveDataset(db, 'set', report(folder, plain), plain)
  saveModel(db, model)
  const hash = settingsHash(settings)
  const audit = findOrCreateAudit(db, {
    datasetId,
    modelSha: model.sha256,
    settings,
    settingsHash: hash,
    labelMap,
    limit,
  })
  const keyOf = (file: string): ResultKey => ({
    audioSha: `sha of ${file}`,
    modelSha: model.sha256,
    settingsHash: hash,
  })
  const ids = new Map(auditMembers(db, { ...audit, limit: null }).map(({ file, id }) => [file, id]))
  for (const { file, predicted } of clips) {
    if (predicted === undefined) continue
    saveFingerprint(db, ids.get(file)!, `sha of ${file}`, 100, 1)
    saveResult(db, keyOf(file), result(predicted), labels)
  }
  return { project, db, audit, ids, keyOf }
}
