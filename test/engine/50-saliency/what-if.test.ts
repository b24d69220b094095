import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WhatIf } from '#contracts/what-if'
import { decodeAudio } from '#engine/audio/decode'
import { loadModel, type OpenModel } from '#engine/load-model'
import { modelView, type ModelView } from '#engine/pipeline'
import { whatIf, type MarkedPart } from '#engine/what-if'
import { codeOf } from '../../helpers/error-code'
import { tempDir } from '../../helpers/temp-dir'
import { highBurst, lowBurst, twoToneWav, writeTwoBandModel } from '../../helpers/two-band-model'

let opened: OpenModel
let view: ModelView

beforeAll(async () => {
  const folder = join(tempDir(), 'two-band')
  writeTwoBandModel(folder)
  opened = await loadModel(folder, null)
  view = modelView(await decodeAudio(twoToneWav(0.25), 'two-tones.wav'), opened.model.frontEnd)
})
afterAll(() => opened.release())

const ask = (part: MarkedPart): Promise<WhatIf> => whatIf(view, opened.model, part, 'floor')
/** How much more the one label's logit is than the other's: linear in the picture, as this model is. */
const odds = ([angry, sad]: readonly number[]): number => Math.log(angry / sad)

describe('engine, what if a part were not there', () => {
  it('engine/what-if - what a part gives and what the rest gives add up to the whole', async () => {
    for (const part of [highBurst, lowBurst, { startSec: 0.2, endSec: 0.7 }]) {
      const { whole, without, only } = await ask({ regions: [part], band: null })
      expect(odds(without) + odds(only)).toBeCloseTo(odds(whole), 4)
      expect(without[0] + without[1]).toBeCloseTo(1, 6)
    }
  })

  it('engine/what-if - without the low tone nothing speaks for the low label; the high tone alone says the same', async () => {
    const low = await ask({ regions: [lowBurst], band: null })
    expect(low.labels).toEqual(['angry', 'sad'])
    expect(odds(low.only)).toBeGreaterThan(0)
    expect(odds(low.without)).toBeLessThan(0)
    const high = await ask({ regions: [highBurst], band: null })
    expect(odds(high.only)).toBeCloseTo(odds(low.without), 3)
  })

  it('engine/what-if - of a box only its frequencies are taken away', async () => {
    const elsewhere = await ask({ regions: [lowBurst], band: { lowHz: 3000, highHz: 8000 } })
    expect(elsewhere.without.map(p => p.toFixed(3))).toEqual(elsewhere.whole.map(p => p.toFixed(3)))
    const there = await ask({ regions: [lowBurst], band: { lowHz: 100, highHz: 1500 } })
    const all = await ask({ regions: [lowBurst], band: null })
    expect(odds(there.without)).toBeCloseTo(odds(all.without), 2)
    expect(there.share).toBeLessThan(all.share)
  })

  it('engine/what-if - bins belong to a part by their middle; several stretches are one part', async () => {
    const { hopSec, firstFrameSec } = view.logMel
    const frame = firstFrameSec + 20 * hopSec
    const one = await ask({ regions: [{ startSec: frame, endSec: frame + 0.9 * hopSec }], band: null })
    expect(one.share).toBeCloseTo(1 / view.input.cols, 9)
    const both = await ask({ regions: [lowBurst, highBurst], band: null })
    const [low, high] = [
      await ask({ regions: [lowBurst], band: null }),
      await ask({ regions: [highBurst], band: null }),
    ]
    expect(both.share).toBeCloseTo(low.share + high.share, 9)
    const between = { startSec: frame + 0.2 * hopSec, endSec: frame + 0.8 * hopSec }
    expect(await codeOf(() => ask({ regions: [between], band: null }))).toBe('out-of-range')
  })
})
