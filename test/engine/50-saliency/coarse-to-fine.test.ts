import { describe, expect, it } from 'vitest'
import { CueScopeError } from '#engine/base/errors'
import type { Matrix } from '#engine/base/matrix'
import { lookSettings } from '#engine/saliency/coarse-to-fine'
import { occlusion, type OcclusionMethodSettings } from '#engine/saliency/occlude'
import { patchGrid } from '#engine/saliency/patches'
import { perBand } from '#engine/saliency/replacement'
import { oneHot, type Explanation, type Question, type Subject } from '#engine/saliency/subject'
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
    expect(looks.length).toBeGreaterThan(1)
    const patches = looks.map(({ facts }) => facts.patches)
    patches.slice(1).forEach((count, i) => expect(count).toBeGreaterThan(3 * patches[i]))
    expect(looks.at(-1)).toEqual(await occlusion(subject, question, finest))
    for (const sketch of looks.slice(0, -1)) {
      expect(sketch.map.data.length).toBe(MELS * FRAMES)
      expect(Math.max(...sketch.map.data.map(Math.abs))).toBeGreaterThan(0)
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

async function allOf(subject: Subject, question: Question, settings: OcclusionMethodSettings): Promise<Explanation[]> {
  const looks: Explanation[] = []
  for (const look of lookSettings(subject, question.logMel, settings))
    looks.push(await occlusion(subject, question, look))
  return looks
}
