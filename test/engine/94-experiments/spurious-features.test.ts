import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  newExperimentSchema,
  type ExperimentQuestion,
  type ExperimentResult,
  type NewExperiment,
} from '#contracts/experiment'
import {
  spuriousFeaturesSettingsSchema,
  type artefactSchema,
  type SpuriousFeaturesResult,
} from '#contracts/experiments/spurious-features'
import { findProgram } from '#engine/audio/ffmpeg'
import { spuriousFeaturesKind, variantsOf } from '#engine/experiments/spurious-features'
import type { Engine } from '#engine/open-engine'
import { demoModelId, openEngine } from '../../helpers/engine'
import { auditedFolder, runExperiment, writeDemoClips, type Audited } from '../../helpers/experiments'
import { tempDir } from '../../helpers/temp-dir'

const CLIPS = 14
const artefacts: z.input<typeof artefactSchema>[] = [
  { kind: 'noise-burst', snrDb: 0 },
  { kind: 'coding', codec: 'opus', bitrateKbps: 12 },
  { kind: 'coding', codec: 'mp3', bitrateKbps: 32 },
  { kind: 'noise-burst', snrDb: 0, durationSec: 30 },
]
const question: NewExperiment = { kind: 'spurious-features', settings: { artefacts } }

describe('engine/experiments, spurious features on the demo corpus', () => {
  const work = tempDir()
  let engine: Engine
  let audited: Audited
  let found: ExperimentResult
  let result: SpuriousFeaturesResult
  beforeAll(async () => {
    engine = await openEngine(join(work, 'data'))
    writeDemoClips(join(work, 'demo'), 18)
    audited = await auditedFolder(engine, join(work, 'demo'), join(work, 'demo.cuescope'), demoModelId(engine))
    found = await runExperiment(audited, question)
    result = found.result as SpuriousFeaturesResult
  })
  afterAll(() => engine.close())

  it('engine/experiments - every clip is tried with every artefact; a burst has a place, coding has none', () => {
    const [burst, opus] = result.findings
    expect([result.clips, burst.clips, opus.clips]).toEqual([CLIPS, CLIPS, CLIPS])
    expect(burst.flips!.mean).toBeGreaterThan(0)
    expect(burst.relevance!.area).toBeGreaterThan(0.1)
    expect(burst.relevance!.area).toBeLessThan(0.35)
    expect(opus.relevance).toBeNull()
    expect(['disturbed', 'unmoved']).toContain(opus.verdict)
  })

  it('engine/experiments - an artefact that no clip can have is said to be untried, with the reason for each clip', () => {
    expect(result.findings[3]).toMatchObject({ verdict: 'not-tried', clips: 0 })
    const refused = found.refused.filter(({ error }) => error.code === 'bad-option')
    expect(refused).toHaveLength(CLIPS)
    expect(refused[0].error.message).toMatch(/30 s does not fit/)
    expect(result.verdicts).toHaveLength(3)
  })

  it('engine/experiments - MP3 is tried where there is an ffmpeg; else it is left out, and ffmpeg asked for', () => {
    const mp3 = result.findings[2]
    const refused = found.refused.filter(({ variant }) => variant.startsWith('mp3'))
    expect(mp3.clips + refused.length).toBe(CLIPS)
    if (findProgram('ffmpeg') === null) expect(refused[0].error.message).toMatch(/needs ffmpeg.*Install/)
    else expect(mp3.verdict).not.toBe('not-tried')
  })

  it('engine/experiments - asked again, all is there; with another seed the burst is elsewhere', async () => {
    const again = await runExperiment(audited, question)
    expect(again.experiment.id).toBe(found.experiment.id)
    expect(again.result).toEqual(found.result)
    const artefact = { kind: 'noise-burst', snrDb: 0 } as const
    const other = await runExperiment(audited, {
      kind: 'spurious-features',
      settings: { artefacts: [artefact] },
      seed: 2,
    })
    const [burst] = (other.result as SpuriousFeaturesResult).findings
    expect(burst.relevance!.clean.mean).not.toBe(result.findings[0].relevance!.clean.mean)
  })
})

describe('engine/experiments, spurious features, the plan', () => {
  it('engine/experiments - artefacts of one name are told apart, and each clip gets each', () => {
    const asked = newExperimentSchema.parse({
      kind: 'spurious-features',
      settings: {
        artefacts: [
          { kind: 'hum', snrDb: 5 },
          { kind: 'hum', snrDb: 5, harmonics: 3 },
        ],
        clips: 2,
      },
    }) as Extract<ExperimentQuestion, { kind: 'spurious-features' }>
    const names = ['hum, 50 Hz, 5 dB SNR', 'hum, 50 Hz, 5 dB SNR (2)']
    expect(variantsOf(asked.settings.artefacts)).toEqual(names)
    const clips = ['a', 'b', 'c'].map((file, clipId) => ({
      clipId,
      audioSha: file,
      file,
      predicted: 'sad',
      expected: null,
    }))
    const items = spuriousFeaturesKind.plan(clips, asked)
    expect(items.map(({ variant }) => variant)).toEqual([...names, ...names])
    const clip = { file: 'a', sha256: 'a', model: { folder: 'm', sha256: null }, settings: {} } as never
    const tasks = items.map(item => spuriousFeaturesKind.task({ ...clips[0], ...item }, clip, asked))
    expect(tasks.map(task => 'artefact' in task && task.artefact)).toEqual([
      ...asked.settings.artefacts,
      ...asked.settings.artefacts,
    ])
  })

  it('engine/experiments - the default asks for each artefact by another name', () => {
    const names = variantsOf(spuriousFeaturesSettingsSchema.parse({}).artefacts)
    expect(new Set(names).size).toBe(names.length)
    expect(names.some(name => name.endsWith('(2)'))).toBe(false)
  })
})
