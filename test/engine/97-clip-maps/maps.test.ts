import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClipMapCard } from '#contracts/clip-map'
import { createNode, int } from '#engine/onnx/graph'
import { readGraph } from '#engine/onnx/read-graph'
import { writeGraph } from '#engine/onnx/write-graph'
import type { Engine } from '#engine/open-engine'
import { setClipMapState } from '#engine/store/clip-maps'
import { openEngine } from '../../helpers/engine'
import { codeOf } from '../../helpers/error-code'
import { auditedFolder, runExperiment, type Audited } from '../../helpers/experiments'
import { tempDir } from '../../helpers/temp-dir'
import { twoToneWav, writeTwoBandModel } from '../../helpers/two-band-model'

const work = tempDir()
const levels = [0.1, 0.15, 0.3, 0.4, 0.5, 0.6]
const files = levels.map((_, i) => `Actor_0${i + 1}/03-01-0${4 + (i % 2)}-01-01-01-0${i + 1}.wav`)
const project = join(work, 'tones.cuescope')
let engine: Engine
let audited: Audited

beforeAll(async () => {
  engine = await openEngine(join(work, 'data'))
  const corpus = join(work, 'tones')
  for (const [i, level] of levels.entries()) {
    mkdirSync(dirname(join(corpus, files[i])), { recursive: true })
    writeFileSync(join(corpus, files[i]), twoToneWav(level))
  }
  writeTwoBandModel(join(work, 'two-band'))
  const { id } = await engine.addModel(join(work, 'two-band'))
  audited = await auditedFolder(engine, corpus, project, id)
})
afterAll(() => engine.close())

async function drawn(card: ClipMapCard): Promise<ClipMapCard> {
  const { session, auditId } = audited
  await expect.poll(() => session.maps.card(auditId, card.id).state, { timeout: 20_000 }).not.toBe('running')
  return session.maps.card(auditId, card.id)
}
const idOf = (file: string): number => {
  const { session } = audited
  return session.db.prepare<[string], number>('SELECT id FROM clips WHERE file = ?').pluck().get(file)!
}

describe('engine/clip-maps, of a model whose activations are known', () => {
  it('engine/clip-maps - without activations there is no map, and nothing like a clip', async () => {
    const { session, auditId } = audited
    expect(await codeOf(() => session.maps.start(auditId, { method: 'pca' }))).toBe('not-found')
    expect(session.maps.list(auditId)).toEqual([])
    expect(await session.maps.neighbours(auditId, idOf(files[0]), 3)).toEqual({ clips: 0, neighbours: [] })
  })

  it('engine/experiments - the activations: power of the low and of the high bands', async () => {
    const { result, refused } = await runExperiment(audited, { kind: 'embedding' })
    expect(result).toEqual({ kind: 'embedding', layer: 'flat', size: 2, clips: 6 })
    expect(refused).toEqual([])
  })

  it('engine/clip-maps - the clips most like one are those of the nearest level, nearest first', async () => {
    const { session, auditId } = audited
    const near = async (level: number): Promise<(string | undefined)[]> => {
      const { clips, neighbours } = await session.maps.neighbours(auditId, idOf(files[levels.indexOf(level)]), 10)
      expect(clips).toBe(5)
      const similarities = neighbours.map(({ similarity }) => similarity)
      expect(similarities).toEqual(similarities.toSorted((a, b) => b - a))
      expect(Math.max(...similarities)).toBeLessThanOrEqual(1 + 1e-12)
      return neighbours.map(({ row }) => row.file)
    }
    // The louder the low tone beside the same high one, the further its direction turns.
    expect(await near(0.1)).toEqual(files.slice(1))
    expect(await near(0.6)).toEqual(files.slice(0, 5).reverse())
  })

  it('engine/clip-maps - on the first component clips lie in order of their level; asked again, the map is there', async () => {
    const { session, auditId } = audited
    const card = await drawn(session.maps.start(auditId, { method: 'pca' }))
    expect(card).toMatchObject({ state: 'done', error: null, progress: null, clips: 6, method: 'pca' })
    expect(card.facts).toMatchObject({ size: 2, components: 2, fitted: 6 })
    expect(card.facts!.axisVariance![0]).toBeGreaterThan(0.99)
    const { clipIds, places } = session.maps.places(auditId, card.id)
    const along = files.map(file => places[2 * clipIds.indexOf(idOf(file))])
    const sorted = along.toSorted((a, b) => a - b)
    expect([sorted, sorted.toReversed()]).toContainEqual(along)
    expect(session.maps.start(auditId, { method: 'pca', neighbours: 3 })).toEqual(card)
    expect(session.maps.list(auditId)).toEqual([card])
  })

  it('engine/clip-maps - where activations came since, the same map is drawn anew', async () => {
    const { session, auditId } = audited
    const [before] = session.maps.list(auditId)
    session.db.prepare('UPDATE experiment_items SET outcome = NULL WHERE clip_id = ?').run(idOf(files[5]))
    const fewer = await drawn(session.maps.start(auditId, { method: 'pca' }))
    expect(fewer).toMatchObject({ id: before.id, clips: 5 })
    await runExperiment(audited, { kind: 'embedding' })
    expect(session.maps.list(auditId)[0].clips).toBe(5)
    expect(await drawn(session.maps.start(auditId, { method: 'pca' }))).toMatchObject({ id: before.id, clips: 6 })
  })

  it('engine/clip-maps - called off, it is as it was before; what ran at closing runs on at opening', async () => {
    const { session, auditId } = audited
    const umap = session.maps.start(auditId, { method: 'umap', seed: 3 })
    expect(umap.state).toBe('running')
    expect(await session.maps.cancel(auditId, umap.id)).toMatchObject({ state: 'cancelled', clips: 0, facts: null })
    setClipMapState(session.db, umap.id, 'running')
    await session.maps.close()
    const { id } = session
    await engine.forgetProject(id)
    audited = { session: await engine.openProject(project, 'open'), auditId }
    expect(await drawn(umap)).toMatchObject({ state: 'done', clips: 6, seed: 3 })
  })

  it('engine/clip-maps - too few clips: the map says why it failed, and others go on', async () => {
    const { session, auditId } = audited
    const { db } = session
    db.prepare('UPDATE experiment_items SET outcome = NULL WHERE clip_id NOT IN (?, ?)').run(
      idOf(files[0]),
      idOf(files[1]),
    )
    const failed = await drawn(session.maps.start(auditId, { method: 'umap', seed: 4 }))
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'bad-option' }, clips: 0 })
    expect(await drawn(session.maps.start(auditId, { method: 'pca' }))).toMatchObject({ state: 'done', clips: 2 })
  })

  it('engine/experiments - a model without such a layer is refused before anything is begun', async () => {
    const folder = join(work, 'branches')
    writeTwoBandModel(folder)
    const graph = readGraph(readFileSync(join(folder, 'model.onnx')))
    const nodes = graph.nodes.filter(({ op }) => op !== 'Gemm')
    const half = (name: string) => createNode('Gemm', ['flat', 'head-weight'], [name], { transB: int(1) })
    const sum = createNode('Add', ['half', 'other'], ['logits'])
    const branched = writeGraph({ ...graph, nodes: [...nodes, half('half'), half('other'), sum] })
    writeFileSync(join(folder, 'model.onnx'), branched)
    const { id } = await engine.addModel(folder)
    const { session, auditId } = await auditedFolder(engine, join(work, 'tones'), join(work, 'branches.cuescope'), id)
    expect(await codeOf(() => session.experiments.start(auditId, { kind: 'embedding' }))).toBe('unsupported-signature')
    expect(session.experiments.list(auditId)).toEqual([])
  })
})
