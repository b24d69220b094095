import { describe, expect, it } from 'vitest'
import { CueScopeError } from '#engine/base/errors'
import type { Matrix } from '#engine/base/matrix'
import { lookSettings, occlusionLooks, type OcclusionLook } from '#engine/saliency/coarse-to-fine'
import { occlusion, type OcclusionMethodSettings } from '#engine/saliency/occlude'
import { patchGrid } from '#engine/saliency/patches'
import { perBand } from '#engine/saliency/replacement'
import { oneHot, type Question, type Subject } from '#engine/saliency/subject'
import { createRandom } from '#engine/stats/random'
import { modelSubject } from '../../helpers/model-subject'
import { randomCnn } from '../../helpers/random-cnn'

const MELS = 20
const LABELS = 3
const FRAMES = 300
/** As many windows as there are bins. */
const finest: OcclusionMethodSettings = {
  patchMels: 2,
  patchFrames: 2,
  strideMels: 1,
  strideFrames: 1,
  score: 'logit',
}
const coarse: OcclusionMethodSettings = { ...finest, patchMels: 8, patchFrames: 15, strideMels: 4, strideFrames: 8 }

describe('engine/saliency - occlusion, coarse to fine', () => {
  it('sketches come first, and the last map is that of occlusion, bit by bit', async () => {
    const { subject, close } = await network()
    const question = questionOf(FRAMES)
    const looks = await allOf(subject, question, finest)
    expect(looks.map(({ isFinal }) => isFinal)).toEqual([...looks.slice(1).map(() => false), true])
    expect(looks.length).toBeGreaterThan(1)
    const patches = looks.map(({ explanation }) => explanation.facts.patches)
    patches.slice(1).forEach((count, i) => expect(count).toBeGreaterThan(3 * patches[i]))
    const { explanation } = looks.at(-1)!
    expect(explanation).toEqual(await occlusion(subject, question, finest))
    for (const sketch of looks.slice(0, -1)) {
      expect(sketch.explanation.map.data.length).toBe(MELS * FRAMES)
      expect(Math.max(...sketch.explanation.map.data.map(Math.abs))).toBeGreaterThan(0)
    }
    await close()
  })

  it('a map that takes no time is the only one', async () => {
    const { subject, close } = await network()
    expect(await allOf(subject, questionOf(100), coarse)).toHaveLength(1)
    await close()
  })

  it('all sketches together run less than half as many windows as the map, whatever the clip and the settings', async () => {
    const { subject, close } = await network()
    const random = createRandom(5)
    const count = (frames: number, settings: OcclusionMethodSettings): number => patchGrid(64, frames, settings).length
    for (let i = 0; i < 200; i++) {
      const frames = 30 + random.integer(3000)
      const [patchMels, patchFrames] = [1 + random.integer(64), 1 + random.integer(60)]
      const settings: OcclusionMethodSettings = {
        ...{ patchMels, patchFrames, score: 'logit' },
        ...{ strideMels: 1 + random.integer(patchMels), strideFrames: 1 + random.integer(patchFrames) },
      }
      const clip = { rows: 64, cols: frames, data: new Float32Array(0) }
      const [first, ...rest] = lookSettings(subject, clip, settings)
      expect([first, ...rest].at(-1)).toBe(settings)
      const sketches = [first, ...rest].slice(0, -1).reduce((sum, one) => sum + count(frames, one), 0)
      expect(sketches).toBeLessThan(0.5 * count(frames, settings))
    }
    await close()
  })

  it('a model that has to be run whole for each window is sketched earlier', async () => {
    const { subject, close } = await network()
    const whole = { ...subject, model: new CueScopeError('unsupported-op', 'its graph is unknown') }
    const { logMel } = questionOf(1500)
    expect(lookSettings(subject, logMel, coarse)).toHaveLength(1)
    expect(lookSettings(whole, logMel, coarse).length).toBeGreaterThan(1)
    await close()
  })

  it('ends without the exact map when it is cancelled, and when the caller leaves', async () => {
    const { subject, close } = await network()
    let isCancelled = false
    const question = { ...questionOf(FRAMES), isCancelled: () => isCancelled }
    const looks = occlusionLooks(subject, question, finest)
    expect((await looks.next()).value).toMatchObject({ isFinal: false })
    isCancelled = true
    expect(await looks.next()).toEqual({ done: true, value: undefined })
    isCancelled = false
    let seen = 0
    for await (const { isFinal } of occlusionLooks(subject, question, finest)) {
      seen++
      expect(isFinal).toBe(false)
      break
    }
    expect(seen).toBe(1)
    await close()
  })
})

async function network(): Promise<{ subject: Subject; close: () => Promise<void> }> {
  const subject = await modelSubject(randomCnn(createRandom(104), MELS, LABELS))
  return { subject, close: () => subject.close() }
}

function questionOf(frames: number): Question {
  const random = createRandom(9)
  const data = Float32Array.from({ length: MELS * frames }, () => random.normal())
  const logMel: Matrix = { data, rows: MELS, cols: frames }
  return { logMel, target: oneHot(1, LABELS), replacement: perBand(new Float32Array(MELS), frames) }
}

async function allOf(
  subject: Subject,
  question: Question,
  settings: OcclusionMethodSettings,
): Promise<OcclusionLook[]> {
  const looks: OcclusionLook[] = []
  for await (const look of occlusionLooks(subject, question, settings)) looks.push(look)
  return looks
}
