import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { Question } from '../../src-renderer/stores/explanations'
import { encodeArray } from '#contracts/arrays'
import { rankCorrelation, windowOverlap } from '../../src-renderer/canvas/agreement'
import { conceptMap } from '../../src-renderer/canvas/concept-maps'
import { contourLines } from '../../src-renderer/canvas/contours'
import { contoursOf, contourShares } from '../../src-renderer/canvas/explanation-look'
import { topWindows } from '../../src-renderer/canvas/top-windows'
import { useExplanation } from '../../src-renderer/composables/use-explanation'
import { keepLast } from '../../src-renderer/stores/keep-last'
import {
  isGraphObstacle,
  layerName,
  methodOrder,
  methodTexts,
  obstacleWords,
  saliencyMethods,
  unitWords,
} from '../../src-renderer/text/methods'
import { saliencyMethods as contractMethods } from '#contracts/settings'
import { spearman } from '#engine/stats/ranks'
import { saliencyMethods as registry } from '#engine/saliency/registry'
import { topWindows as engineTopWindows } from '#engine/segments/segments'

/** Numbers that are the same on every run. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

describe('renderer/canvas - salient windows', () => {
  it('are those of the engine, on random profiles with ties, padding and short clips', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomOf(seed)
      const frames = 1 + Math.floor(60 * random())
      const isCoarse = random() < 0.5
      const profile = Float64Array.from({ length: frames }, () =>
        isCoarse ? Math.floor(3 * random()) : Math.max(0, random() - 0.3),
      )
      const hopSec = 0.01
      const axis = { hopSec, startSec: 0.05 * (random() - 0.5), durationSec: frames * hopSec * (0.6 + 0.6 * random()) }
      const grid = random() < 0.3 ? ({ grid: 'fixed' } as const) : {}
      const settings = { windowSec: 0.02 + 0.2 * random(), count: 1 + Math.floor(6 * random()), ...grid }
      expect(topWindows(profile, axis, settings), `seed ${seed}`).toEqual(engineTopWindows(profile, axis, settings))
    }
  })

  it('there are none where nothing supports the label', () => {
    const axis = { hopSec: 0.01, startSec: 0, durationSec: 0.5 }
    expect(topWindows(new Float64Array(50), axis, { windowSec: 0.15, count: 5 })).toEqual([])
  })
})

describe('renderer/canvas - agreement of two explanations', () => {
  it('the rank correlation is the engine’s, ties included', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = randomOf(seed)
      const [a, b] = [0, 1].map(() => Float64Array.from({ length: 40 }, () => Math.floor(12 * random())))
      expect(rankCorrelation(a, b)).toBeCloseTo(spearman(a, b)!, 12)
    }
  })

  it('is 1 for the same order, -1 for the opposite, nothing for a flat profile', () => {
    expect(rankCorrelation([1, 2, 3, 9], [10, 20, 30, 31])).toBeCloseTo(1, 12)
    expect(rankCorrelation([1, 2, 3, 9], [4, 3, 2, 1])).toBeCloseTo(-1, 12)
    expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBeNull()
  })

  it('windows have the intersection over the union of their time in common', () => {
    const at = (startSec: number): { startSec: number; endSec: number } => ({ startSec, endSec: startSec + 0.2 })
    expect(windowOverlap([at(0), at(1)], [at(0), at(1)])).toBeCloseTo(1, 12)
    expect(windowOverlap([at(0), at(1)], [at(0.1), at(2)])).toBeCloseTo(1 / 7, 12)
    expect(windowOverlap([at(0)], [at(0.2)])).toBe(0)
    expect(windowOverlap([at(0)], [])).toBeNull()
  })
})

describe('renderer/canvas - contours', () => {
  const endsOf = (lines: Float32Array): string[] =>
    Array.from({ length: lines.length / 2 }, (_, i) => `${lines[2 * i].toFixed(4)},${lines[2 * i + 1].toFixed(4)}`)

  it('lie where the value is met between two bins, highest band on top', () => {
    // Rises by 1 a frame: 1.25 is met a quarter of the way from the middle of frame 1 to that of frame 2.
    const ramp = Float32Array.from({ length: 3 * 4 }, (_, i) => i % 4)
    const lines = contourLines(ramp, 3, 4, 1.25)
    const upright = endsOf(lines).filter(end => end.startsWith('1.75'))
    expect(new Set(upright)).toEqual(new Set(['1.7500,0.5000', '1.7500,1.5000', '1.7500,2.5000']))
  })

  it('go around a hill at the radius where it has that height', () => {
    const size = 41
    const hill = Float32Array.from({ length: size * size }, (_, i) => {
      const [band, frame] = [Math.floor(i / size), i % size]
      return 20 - Math.hypot(band - 20, frame - 20)
    })
    const lines = contourLines(hill, size, size, 8)
    expect(lines.length).toBeGreaterThan(4 * 60)
    for (let i = 0; i < lines.length; i += 2)
      expect(Math.hypot(lines[i] - 20.5, lines[i + 1] - 20.5)).toBeCloseTo(12, 1)
  })

  it('are closed, at saddles and at the border of the picture too', () => {
    const saddle = new Float32Array([9, 0, 9, 0, 9, 0, 9, 0, 9])
    for (const level of [1, 4, 7]) {
      const counts = new Map<string, number>()
      for (const end of endsOf(contourLines(saddle, 3, 3, level))) counts.set(end, (counts.get(end) ?? 0) + 1)
      expect([...counts.values()].every(count => count % 2 === 0)).toBe(true)
    }
  })

  it('are drawn for what supports and what opposes, around the strongest tenth, twentieth and hundredth', () => {
    expect(contourShares(0).map(share => Number(share.toFixed(3)))).toEqual([0.9, 0.95, 0.99])
    const data = Float32Array.from({ length: 400 }, (_, i) => (i < 80 ? i - 40 : 0))
    const contours = contoursOf(data, 20, 20, 0)
    expect(contours).toHaveLength(6)
    expect(contoursOf(new Float32Array(400), 20, 20, 0)).toEqual([])
  })
})

describe('renderer/canvas - concepts', () => {
  const concepts = [4, 9].map(channel => ({ channel, relevance: 1, share: 0.1, segments: [] }))
  const maps = { shape: [2, 1, 3], data: new Float32Array([1, 2, 3, 10, 20, 30]), meta: { concepts } }

  it('one alone is its slice, all together their sum', () => {
    expect([...conceptMap(maps, 9).data]).toEqual([10, 20, 30])
    expect([...conceptMap(maps, null).data]).toEqual([11, 22, 33])
    expect(conceptMap(maps, 4).shape).toEqual([1, 3])
  })
})

describe('renderer/text - methods', () => {
  it('are those of the contract, in its order, with the engine’s titles and references', () => {
    expect(saliencyMethods).toEqual(contractMethods)
    for (const method of contractMethods) {
      const { title, needsGraph, reference } = registry[method]
      const [, author, year] = /^([a-z]+)(\d{4})$/.exec(reference)!
      expect(methodTexts[method]).toMatchObject({ title, needsGraph })
      expect(methodTexts[method].reference.toLowerCase()).toMatch(new RegExp(`^${author}.* ${year}$`))
    }
  })

  it('the audit’s own method comes first, none twice', () => {
    const order = methodOrder(['crp', 'occlusion'])
    expect(order.slice(0, 3)).toEqual(['crp', 'occlusion', 'lrp'])
    expect(order).toHaveLength(contractMethods.length)
  })

  it('an operator that stands in the way is named; other trouble is not the graph’s', () => {
    const error = { code: 'unsupported-op', message: 'long', details: { op: 'LSTM' } } as const
    expect(obstacleWords(error)).toBe('the operator LSTM can’t be traced')
    expect(isGraphObstacle('crp', error)).toBe(true)
    expect(isGraphObstacle('occlusion', error)).toBe(false)
    expect(isGraphObstacle('crp', { code: 'file-changed', message: 'x' })).toBe(false)
  })

  it('the unit of occlusion follows its settings', () => {
    const occlusion = {
      patchMels: 8,
      patchFrames: 15,
      strideMels: 4,
      strideFrames: 8,
      value: 'mean',
      score: 'logit',
    } as const
    expect(unitWords('occlusion', null, false)).toBe('drop of probability')
    expect(unitWords('occlusion', { occlusion }, false)).toBe('drop of logit')
    expect(unitWords('lrp', null, true)).toBe('relevance')
  })

  it('a tensor is called by the layer that makes it', () => {
    const layers = ['conv', 'block2.conv2', 'block2.down']
    expect(layerName('/block2/conv2/Conv_output_0', layers)).toBe('block2.conv2')
    expect(layerName('/block2/down/down.0/Conv_output_0', layers)).toBe('block2.down')
    expect(layerName('/conv/Conv_output_0', layers)).toBe('conv')
    expect(layerName('some_tensor', layers)).toBe('some_tensor')
  })
})

describe('renderer/what was looked at is kept', () => {
  it('asks once a key, forgets the oldest, and never a failure', async () => {
    const keep = keepLast<number>(2)
    const make = vi.fn((value: number) => Promise.resolve(value))
    await Promise.all([keep('a', () => make(1)), keep('a', () => make(1)), keep('b', () => make(2))])
    expect(make).toHaveBeenCalledTimes(2)
    await keep('a', () => make(1))
    await keep('c', () => make(3))
    await keep('a', () => make(1))
    expect(make).toHaveBeenCalledTimes(3)
    await keep('b', () => make(2))
    expect(make).toHaveBeenCalledTimes(4)
    await expect(keep('d', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await keep('d', () => make(7))).toBe(7)
  })
})

describe('renderer/an explanation that is asked for', () => {
  const at = { projectId: 'p', auditId: 1, clipId: 2 }
  const occlusion: Question = { at, method: 'occlusion', target: 'sad', against: null, layer: '' }
  const asked: string[] = []
  const headers = (meta: object): Record<string, string> => ({ 'X-Array-Meta': JSON.stringify(meta) })
  const conceptMeta = { layer: 'conv', channels: 8, concepts: [3, 5].map(channel => ({ channel })) }

  beforeEach(() => {
    setActivePinia(createPinia())
    asked.length = 0
    vi.stubGlobal('fetch', (path: string) => {
      asked.push(path)
      if (path.includes('method=lrp'))
        return Promise.resolve(Response.json({ code: 'unsupported-op', message: 'no' }, { status: 422 }))
      return Promise.resolve(
        path.includes('/concepts')
          ? new Response(encodeArray([2, 1, 2], new Float32Array([1, 2, 3, 4])), { headers: headers(conceptMeta) })
          : new Response(encodeArray([1, 2], new Float32Array([8, 9])), { headers: headers({ facts: {} }) }),
      )
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('follows the question; concepts come in one answer and cost no second one to tell apart', async () => {
    const question = ref<Question | null>(occlusion)
    const channel = ref<number | null>(null)
    const scope = effectScope()
    const shown = scope.run(() => useExplanation(question, channel))!
    await vi.waitFor(() => expect([...shown.map.value!.data]).toEqual([8, 9]))
    question.value = { ...occlusion, method: 'crp' }
    await vi.waitFor(() => expect(shown.concepts.value?.layer).toBe('conv'))
    expect([...shown.map.value!.data]).toEqual([4, 6])
    channel.value = 5
    await nextTick()
    expect([...shown.map.value!.data]).toEqual([3, 4])
    question.value = { ...occlusion, method: 'crp', against: 'angry' }
    await vi.waitFor(() => expect(asked).toHaveLength(3))
    expect(asked.map(path => path.replace(/^.*clips\/2/, ''))).toEqual([
      '/saliency?method=occlusion&target=sad&detail=coarse',
      '/concepts?target=sad',
      '/concepts?target=sad&against=angry',
    ])
    scope.stop()
  })

  it('where occlusion takes long its sketch is shown first, then the map, and the map alone is kept', async () => {
    const detailOf = (path: string): 'coarse' | 'fine' => (path.includes('detail=coarse') ? 'coarse' : 'fine')
    let release = (): void => undefined
    const released = new Promise<void>(resolve => (release = resolve))
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path)
      const detail = detailOf(path)
      if (detail === 'fine') await released
      const values = new Float32Array(detail === 'coarse' ? [1, 1] : [0, 2])
      return new Response(encodeArray([1, 2], values), { headers: headers({ facts: {}, detail }) })
    })
    const question = ref<Question | null>(occlusion)
    const scope = effectScope()
    const shown = scope.run(() => useExplanation(question, ref(null)))!
    await vi.waitFor(() => expect(shown.map.value).not.toBeNull())
    expect([...shown.map.value!.data]).toEqual([1, 1])
    expect(shown.isDue.value).toBe(true)
    // It is no old picture: it stays until the map comes.
    await new Promise(resolve => setTimeout(resolve, 300))
    expect([...shown.map.value!.data]).toEqual([1, 1])
    release()
    await vi.waitFor(() => expect(shown.isDue.value).toBe(false))
    expect([...shown.map.value!.data]).toEqual([0, 2])
    expect(asked.map(detailOf)).toEqual(['coarse', 'fine'])
    question.value = null
    await nextTick()
    question.value = occlusion
    await vi.waitFor(() => expect([...(shown.map.value?.data ?? [])]).toEqual([0, 2]))
    expect(asked).toHaveLength(2)
    scope.stop()
  })

  it('a sketch that comes when something else is asked is not shown', async () => {
    let release = (): void => undefined
    const released = new Promise<void>(resolve => (release = resolve))
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path)
      const detail = path.includes('detail=coarse') ? 'coarse' : 'fine'
      if (path.includes('method=occlusion')) await released
      const values = new Float32Array(path.includes('method=rise') ? [5, 5] : [1, 1])
      return new Response(encodeArray([1, 2], values), { headers: headers({ facts: {}, detail }) })
    })
    const question = ref<Question | null>(occlusion)
    const scope = effectScope()
    const shown = scope.run(() => useExplanation(question, ref(null)))!
    question.value = { ...occlusion, method: 'rise' }
    await vi.waitFor(() => expect([...(shown.map.value?.data ?? [])]).toEqual([5, 5]))
    release()
    await vi.waitFor(() => expect(asked).toHaveLength(3))
    await nextTick()
    expect([...shown.map.value!.data]).toEqual([5, 5])
    scope.stop()
  })

  it('a method that the graph does not allow is an error, and leaves no picture of another', async () => {
    const question = ref<Question | null>(occlusion)
    const scope = effectScope()
    const shown = scope.run(() => useExplanation(question, ref(null)))!
    await vi.waitFor(() => expect(shown.map.value).not.toBeNull())
    question.value = { ...occlusion, method: 'lrp' }
    await vi.waitFor(() => expect(shown.error.value?.code).toBe('unsupported-op'))
    expect(shown.map.value).toBeNull()
    question.value = occlusion
    await vi.waitFor(() => expect(shown.error.value).toBeNull())
    scope.stop()
  })
})
