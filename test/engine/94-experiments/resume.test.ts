import Database from 'better-sqlite3'
import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExperimentCard, ExperimentResult, NewExperiment } from '#contracts/experiment'
import type { ExperimentRun } from '#engine/experiments/experiment-run'
import type { Engine } from '#engine/open-engine'
import { demoModelId, openEngine } from '../../helpers/engine'
import { auditedFolder, referencesOf, resultOf, runExperiment, type Audited } from '../../helpers/experiments'
import { tempDir } from '../../helpers/temp-dir'
import { toneWav, writeToneCorpus } from '../../helpers/tones'
import { writeTwoBandModel } from '../../helpers/two-band-model'

const CLIPS = 12
const work = tempDir()
const corpus = join(work, 'corpus')
const names = writeToneCorpus(corpus, CLIPS)
const kinds: NewExperiment[] = [
  { kind: 'reference-clips', settings: { keep: 3 } },
  { kind: 'faithfulness', settings: { methods: ['lrp'], clips: 8, judge: { draws: 2, noisyCopies: 2 } }, seed: 4 },
]
let counter = 0
const fresh = (name: string): string => join(work, `${name}-${counter++}`)
const audited = (on: Engine, path = `${fresh('p')}.cuescope`): Promise<Audited> =>
  auditedFolder(on, corpus, path, demoModelId(on))
/** Seen at once, before much more is done. */
const reached = async (run: ExperimentRun, done: number): Promise<void> => {
  while (run.progress.done < done) await new Promise(resolve => setImmediate(resolve))
}
/** What must not depend on how often a run was disturbed. */
const lasting = ({ result, refused, notes }: ExperimentResult): object => ({ result, refused, notes })

let engine: Engine
const undisturbed = new Map<string, object>()
beforeAll(async () => {
  const single = await openEngine(fresh('data'), 1)
  const there = await audited(single)
  for (const kind of kinds) undisturbed.set(kind.kind, lasting(await runExperiment(there, kind, { channel: 3 })))
  await single.close()
  engine = await openEngine(fresh('data'), 2)
})
afterAll(() => engine.close())

describe.each(kinds)('engine/experiments, $kind', kind => {
  it('engine/experiments - two workers give what one gives, and asked again nothing is computed', async () => {
    const there = await audited(engine)
    const found = await runExperiment(there, kind, { channel: 3 })
    expect(lasting(found)).toEqual(undisturbed.get(kind.kind))
    expect(found.experiment).toMatchObject({ state: 'done', progress: { refused: 0 } })
    expect(found.experiment.progress.done).toBe(found.experiment.progress.total)
    const { card, run } = await there.session.experiments.start(there.auditId, kind)
    expect(card.id).toBe(found.experiment.id)
    const before = run.progress
    expect(await run.finished).toEqual({ kind: 'done' })
    expect(run.progress.itemsPerSec).toBeNull()
    expect([before.total, run.progress.done]).toEqual([run.progress.total, run.progress.total])
  })

  it('engine/experiments - stopped and resumed, the result is the same', async () => {
    const there = await audited(engine)
    const { session, auditId } = there
    let last = 0
    for (const stopAt of [1, 4]) {
      const { card, run } = await session.experiments.start(auditId, kind)
      await reached(run, stopAt)
      run.stop()
      expect(await run.finished).toEqual({ kind: 'stopped' })
      const { state, progress } = await session.experiments.stop(auditId, card.id, 'paused')
      expect(state).toBe('paused')
      expect(progress.done).toBeGreaterThanOrEqual(Math.max(stopAt, last))
      expect(progress.done).toBeLessThan(progress.total)
      last = progress.done
    }
    expect(lasting(await runExperiment(there, kind, { channel: 3 }))).toEqual(undisturbed.get(kind.kind))
  })

  it('engine/experiments - a project closed in mid-run goes on by itself when it is opened again', async () => {
    const [data, path] = [fresh('data'), `${fresh('closed')}.cuescope`]
    const first = await openEngine(data, 1)
    const { session, auditId } = await audited(first, path)
    const { card, run } = await session.experiments.start(auditId, kind)
    await reached(run, 1)
    await first.close()
    expect(run.progress.done).toBeLessThan(run.progress.total)
    const second = await openEngine(data, 2)
    const seen: ExperimentCard[] = []
    second.events.subscribe(event => event.type === 'experiment' && seen.push(event.experiment))
    const again = await second.openProject(path, 'open')
    expect(again.experiments.card(auditId, card.id).state).toBe('running')
    await expect.poll(() => again.experiments.card(auditId, card.id).state, { timeout: 30_000 }).toBe('done')
    expect(lasting(resultOf({ session: again, auditId }, card.id, { channel: 3 }))).toEqual(undisturbed.get(kind.kind))
    expect(seen.at(-1)).toMatchObject({ id: card.id, auditId, state: 'done', kind: kind.kind })
    await second.close()
  })
})

describe('engine/experiments, trouble', () => {
  const references = kinds[0]

  it('engine/experiments - a file that is gone or changed is refused with a reason, the rest goes on; repaired, it is tried again', async () => {
    const folder = fresh('moving')
    cpSync(corpus, folder, { recursive: true })
    const there = await auditedFolder(engine, folder, `${fresh('p')}.cuescope`, demoModelId(engine))
    renameSync(join(folder, names[0]), join(work, 'aside.wav'))
    writeFileSync(join(folder, names[1]), toneWav({ f0Hz: 400, seconds: 0.8 }))
    const broken = await runExperiment(there, references)
    expect(broken.experiment).toMatchObject({ state: 'done', progress: { done: CLIPS - 2, refused: 2 } })
    expect(broken.refused.map(({ file, error }) => [file, error.code])).toEqual(
      [
        [names[0], 'file-missing'],
        [names[1], 'file-changed'],
      ].sort(),
    )
    rmSync(join(folder, names[0]), { force: true })
    cpSync(corpus, folder, { recursive: true })
    expect((await runExperiment(there, references)).experiment.progress).toMatchObject({ done: CLIPS, refused: 0 })
  })

  it('engine/experiments - a clip that changed and was audited again is worked on anew, the others are not', async () => {
    const folder = fresh('changing')
    cpSync(corpus, folder, { recursive: true })
    const path = `${fresh('p')}.cuescope`
    await runExperiment(await auditedFolder(engine, folder, path, demoModelId(engine)), references)
    writeFileSync(join(folder, names[1]), toneWav({ f0Hz: 400, seconds: 0.8 }))
    const again = await auditedFolder(engine, folder, path, demoModelId(engine))
    const before = again.session.experiments.list(again.auditId)[0]
    expect(referencesOf(resultOf(again, before.id)).clips).toBe(CLIPS - 1)
    const { run } = await again.session.experiments.start(again.auditId, references)
    await run.finished
    expect(referencesOf(resultOf(again, before.id)).clips).toBe(CLIPS)
    expect(resultOf(again, before.id).refused).toEqual([])
  })

  it('engine/experiments - an audit without results has nothing to experiment on', async () => {
    const { session, auditId } = await audited(engine)
    const [dataset] = session.describe().datasets
    const { id } = session.planAudit({
      datasetId: dataset.id,
      modelId: session.audit(auditId).modelId,
      settings: { methods: ['lrp'] },
    })
    for (const kind of kinds)
      await expect(session.experiments.start(id, kind)).rejects.toMatchObject({
        code: 'not-found',
        message: expect.stringContaining('no results yet'),
      })
    expect(session.experiments.list(id)).toEqual([])
  })

  it('engine/experiments - a model that relevance can’t be traced through: said at once, with the operator; occlusion works', async () => {
    writeTwoBandModel(join(work, 'odd'), 'Sin')
    const { id } = await engine.addModel(join(work, 'odd'))
    const there = await auditedFolder(engine, corpus, `${fresh('p')}.cuescope`, id)
    const unsupported = { code: 'unsupported-op', message: expect.stringContaining('Sin') }
    const relevanceOnly: NewExperiment = { kind: 'faithfulness', settings: { methods: ['crp', 'lrp'] } }
    for (const kind of [references, relevanceOnly])
      await expect(there.session.experiments.start(there.auditId, kind)).rejects.toMatchObject(unsupported)
    const both = await runExperiment(there, {
      kind: 'faithfulness',
      settings: { methods: ['occlusion', 'crp'], clips: 3, judge: { checks: [], draws: 1 } },
    })
    if (both.result.kind !== 'faithfulness') throw new Error(both.result.kind)
    const [occlusion, crp] = both.result.methods
    expect(occlusion.metrics.find(({ metric }) => metric === 'deletion')?.clips).toBe(3)
    expect(crp.metrics).toEqual([])
    expect(both.refused.map(({ variant, error }) => [variant, error.code])).toEqual(
      Array.from({ length: 3 }, () => ['crp', 'unsupported-op']),
    )
  })

  it('engine/experiments - what another version of the program worked out is worked out anew', async () => {
    const [data, path] = [fresh('data'), `${fresh('older')}.cuescope`]
    const first = await openEngine(data, 2)
    const { experiment, result } = await runExperiment(await audited(first, path), references)
    await first.close()
    const db = new Database(path)
    db.exec('UPDATE experiments SET version = 0')
    db.close()
    const second = await openEngine(data, 2)
    const session = await second.openProject(path, 'open')
    const { auditId, id } = experiment
    expect(session.experiments.card(auditId, id)).toMatchObject({ state: 'paused', progress: { total: 0, done: 0 } })
    expect(referencesOf(resultOf({ session, auditId }, id)).clips).toBe(0)
    expect((await runExperiment({ session, auditId }, references)).result).toEqual(result)
    await second.close()
  })

  it('engine/experiments - cancelled stays cancelled; an experiment of another audit is not found', async () => {
    const there = await audited(engine)
    const { card, run } = await there.session.experiments.start(there.auditId, references)
    const cancelled = await there.session.experiments.stop(there.auditId, card.id, 'cancelled')
    expect((await run.finished).kind).toMatch(/stopped|done/)
    expect(cancelled.state).toMatch(/cancelled|done/)
    expect(() => there.session.experiments.card(there.auditId, card.id + 7)).toThrow(`no experiment ${card.id + 7}`)
    expect(() => there.session.experiments.list(there.auditId + 7)).toThrow('no audit')
  })
})
