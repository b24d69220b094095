import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { experimentResultQuerySchema, type ExperimentResult, type NewExperiment } from '#contracts/experiment'
import type { FaithfulnessResult } from '#contracts/experiments/faithfulness'
import type { ReferenceClipsResult } from '#contracts/experiments/reference-clips'
import { makeClip } from '#engine/demo/make-clip'
import { demoFileName } from '#engine/demo/file-grammar'
import { planCorpus } from '#engine/demo/plan-corpus'
import { scanFolder } from '#engine/datasets/scan-folder'
import type { Engine } from '#engine/open-engine'
import type { ProjectSession } from '#engine/projects/project-session'

export interface Audited {
  readonly session: ProjectSession
  readonly auditId: number
}

/** A project with a finished audit of a folder: predictions only. */
export async function auditedFolder(
  engine: Engine,
  folder: string,
  projectPath: string,
  modelId: string,
): Promise<Audited> {
  const { report, clips } = await scanFolder(folder)
  const session = await engine.openProject(projectPath, 'either')
  const dataset = session.addDataset(basename(folder), report, clips)
  const { id: auditId } = session.planAudit({ datasetId: dataset.id, modelId, settings: { methods: [] } })
  const outcome = await session.start(auditId).finished
  if (outcome.kind !== 'done') throw new Error(`the audit ended as ${outcome.kind}`)
  return { session, auditId }
}

/** Every `step`-th clip of the demo corpus. @returns their files */
export function writeDemoClips(folder: string, step: number): string[] {
  const clips = planCorpus('demo').filter((_, i) => i % step === 0)
  return clips.map(clip => {
    const file = demoFileName({ speaker: clip.speaker.id, emotion: clip.labelGiven, take: clip.take })
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), makeClip(clip).wav)
    return file
  })
}

/** Runs an experiment to its end. */
export async function runExperiment(
  { session, auditId }: Audited,
  question: NewExperiment,
  query: { channel?: number; limit?: number } = {},
): Promise<ExperimentResult> {
  const { card, run } = await session.experiments.start(auditId, question)
  await run.finished
  return resultOf({ session, auditId }, card.id, query)
}

export function resultOf(
  { session, auditId }: Audited,
  id: number,
  query: { channel?: number; limit?: number } = {},
): ExperimentResult {
  return session.experiments.result(auditId, id, experimentResultQuerySchema.parse(query))
}

export function referencesOf({ result }: ExperimentResult): ReferenceClipsResult {
  if (result.kind !== 'reference-clips') throw new Error(`no reference clips but ${result.kind}`)
  return result
}

export function faithfulnessOf({ result }: ExperimentResult): FaithfulnessResult {
  if (result.kind !== 'faithfulness') throw new Error(`no faithfulness but ${result.kind}`)
  return result
}
