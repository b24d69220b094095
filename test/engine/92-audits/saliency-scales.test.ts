import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { SaliencyScale } from '#contracts/saliency-scale'
import { CueScopeError } from '#engine/base/errors'
import { SaliencyScales, type MakeMap } from '#engine/projects/saliency-scales'
import { strongSaliency } from '#engine/saliency/strong-saliency'
import { getClip } from '#engine/store/clips'
import { saveMap } from '#engine/store/maps'
import { readSaliencyScale } from '#engine/summaries/read-saliency-scale'
import type { Summarise } from '#engine/summaries/summary-task'
import { facts, labels, storeOf } from '../../helpers/project'
import { tempDir } from '../../helpers/temp-dir'

const CLIPS = 60
const store = storeOf(
  tempDir(),
  Array.from({ length: CLIPS }, (_, i) => ({ ...facts(`c${i}.wav`), predicted: i < 50 ? 0 : i < 58 ? 1 : 2 })),
)
const { db, audit, project } = store
afterAll(() => project.close())

const question = { method: 'occlusion', question: 'label' } as const
const mapOf = (clipId: number): Float32Array => Float32Array.from({ length: 40 }, (_, i) => (clipId + i) / 100)
const storeMap = (clipId: number, target: string): void => {
  const map = { shape: [2, 20], data: mapOf(clipId), meta: {} }
  saveMap(db, getClip(db, audit, clipId).resultId!, 'occlusion', target, map)
}

/** The engine's own thread task, here; maps that are made are stored. */
function opened(make?: MakeMap): {
  scales: SaliencyScales
  made: number[]
  change: () => void
  ask: () => SaliencyScale
} {
  let revision = 0
  const made: number[] = []
  const summarise = (async (task: { auditId: number; question: typeof question }) => ({
    scale: readSaliencyScale(db, task.auditId, task.question),
  })) as unknown as Summarise
  const scales = new SaliencyScales({ db, projectPath: project.path, summarise, revision: () => revision })
  const usual: MakeMap = async ({ clipId, target }) => {
    made.push(clipId)
    storeMap(clipId, target)
  }
  return { scales, made, change: () => revision++, ask: () => scales.ask(audit.id, question, make ?? usual) }
}
async function settled(ask: () => SaliencyScale): Promise<SaliencyScale> {
  for (;;) {
    const scale = ask()
    if (!scale.isDue) return scale
    await pause(1)
  }
}

describe('engine/projects - one saliency scale for an audit', () => {
  it('the sample has clips of every label, the same each time, and says which maps are missing', () => {
    const first = readSaliencyScale(db, audit.id, question)
    expect(first).toMatchObject({ limit: null, clips: 0, of: 24 })
    expect(new Set(first.missing.map(({ target }) => target))).toEqual(new Set(labels))
    expect(readSaliencyScale(db, audit.id, question)).toEqual(first)
    // The helper's logits: of a label rather than the next likely one.
    const { missing } = readSaliencyScale(db, audit.id, { ...question, question: 'difference' })
    expect(missing.map(({ clipId }) => clipId)).toEqual(first.missing.map(({ clipId }) => clipId))
    for (const { clipId, target, against } of missing) {
      const { logits } = getClip(db, audit, clipId)
      const order = labels.map((label, i) => ({ label, logit: logits![i] })).sort((a, b) => b.logit - a.logit)
      expect(against).toBe(order.find(({ label }) => label !== target)!.label)
    }
  })

  it('a clip whose map can’t be made is left out; other trouble is told once, then it is tried anew', async () => {
    const refuse: MakeMap = () => Promise.reject(new CueScopeError('file-changed', 'gone'))
    expect(await settled(opened(refuse).ask)).toEqual({ limit: null, clips: 0, of: 24, isDue: false })
    const { ask } = opened(() => Promise.reject(new TypeError('broken')))
    await expect(settled(ask)).rejects.toThrow('broken')
    expect(ask().isDue).toBe(true)
  })

  it('closing stops it between two maps', async () => {
    const begun: number[] = []
    const { scales, ask } = opened(async ({ clipId }) => {
      begun.push(clipId)
      await pause(5)
    })
    ask()
    while (begun.length < 2) await pause(1)
    scales.close()
    await pause(40)
    expect(begun.length).toBeLessThan(5)
  })

  it('missing maps are made, one after the other; then it is theirs, and stays until results change', async () => {
    const { ask, made, change } = opened()
    expect(ask()).toEqual({ limit: null, clips: 0, of: 0, isDue: true })
    const found = await settled(ask)
    expect(made).toHaveLength(24)
    expect(found).toEqual({ limit: strongSaliency(made.map(mapOf)), clips: 24, of: 24, isDue: false })
    expect(ask()).toEqual(found)
    change()
    expect(ask().isDue).toBe(true)
    expect(await settled(ask)).toEqual(found)
    expect(made).toHaveLength(24)
  })

  it('an audit that isn’t there is refused at once', () => {
    const { scales } = opened()
    expect(() => scales.ask(99, question, () => Promise.resolve())).toThrow(CueScopeError)
  })
})
