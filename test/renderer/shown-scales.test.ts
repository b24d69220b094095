import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, reactive, ref, shallowRef } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { SaliencyScale } from '#contracts/saliency-scale'
import { useSaliencyScale } from '../../src-renderer/composables/use-saliency-scale'
import { limitKey, mapKind, useShownScales } from '../../src-renderer/composables/use-shown-scales'
import type { MapKind } from '../../src-renderer/composables/use-shown-scales'

const answers = vi.hoisted(() => ({ list: [] as SaliencyScale[], asked: [] as unknown[][] }))
const settings = reactive({ areLimitsFixed: false, saliencyLimits: {} as Record<string, number> })
vi.mock('../../src-renderer/stores/settings', () => ({ useSettingsStore: () => settings }))
const audits = reactive({ projectId: 'p1', audit: { id: 7, state: 'done' } })
vi.mock('../../src-renderer/stores/audit', () => ({ useAuditStore: () => audits }))
vi.mock('../../src-renderer/api/client', () => ({
  api: {
    saliencyScale: async (...asked: unknown[]) => {
      answers.asked.push(asked)
      return answers.list.shift()
    },
  },
}))

const map: NamedArray = { shape: [1, 4], data: new Float32Array([0.2, -0.2, 0, 0.1]), meta: {} }
const kind: MapKind = { method: 'occlusion', question: 'label', layer: '' }
const due = { limit: null, clips: 3, of: 24, isDue: true }
const found = { limit: 0.5, clips: 24, of: 24, isDue: false }

function opened(list: SaliencyScale[], wanted: MapKind | null = kind) {
  answers.list = list
  const question = shallowRef<MapKind | null>(wanted)
  const scope = effectScope()
  const scales = scope.run(() => {
    useSaliencyScale(question)
    return useShownScales()
  })!
  return { question, scales, scope }
}
const settled = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0)
  await nextTick()
}

beforeEach(() => {
  Object.assign(settings, { areLimitsFixed: false, saliencyLimits: {} })
  setActivePinia(createPinia())
  vi.useFakeTimers()
  answers.asked = []
})

describe('renderer/shown-scales', () => {
  it('each map’s own, unless all clips are to share one; then nothing is asked for', async () => {
    const { scales, scope } = opened([], null)
    expect(scales.limitOf(kind)).toEqual({ from: 'map' })
    expect(scales.limit(map, kind)).toBeCloseTo(0.2, 6)
    expect(scales.isAuditsWanted(kind)).toBe(false)
    await settled()
    expect(answers.asked).toEqual([])
    scope.stop()
  })

  it('the audit’s: asked until it is worked out, the map’s own meanwhile', async () => {
    const { scales, scope } = opened([due, found])
    settings.areLimitsFixed = true
    expect(scales.isAuditsWanted(kind)).toBe(true)
    await settled()
    expect(answers.asked).toEqual([['p1', 7, 'occlusion', 'label']])
    expect(scales.limitOf(kind)).toEqual({ from: 'map-for-now', clips: 3, of: 24 })
    expect(scales.limit(map, kind)).toBeCloseTo(0.2, 6)
    await vi.advanceTimersByTimeAsync(1000)
    expect(scales.limitOf(kind)).toEqual({ from: 'audit', limit: 0.5, clips: 24 })
    expect(scales.limit(map, kind)).toBe(0.5)
    await vi.advanceTimersByTimeAsync(5000)
    expect(answers.asked).toHaveLength(2)
    scope.stop()
  })

  it('whoever leaves doesn’t go on asking', async () => {
    const { scope } = opened([due, found])
    await settled()
    scope.stop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(answers.asked).toHaveLength(1)
  })

  it('what a person set comes before it; an audit without maps leaves each its own', async () => {
    const { scales, scope } = opened([{ ...found, limit: null, clips: 0, of: 0 }])
    settings.areLimitsFixed = true
    await settled()
    expect(scales.limitOf(kind)).toEqual({ from: 'map-after-all' })
    settings.saliencyLimits = { [limitKey(kind)]: 0.3 }
    expect(scales.limitOf(kind)).toEqual({ from: 'person', limit: 0.3 })
    expect([scales.limit(map, kind), scales.isAuditsWanted(kind)]).toEqual([0.3, false])
    scope.stop()
  })

  it('differences, and another layer than the audit’s, have scales of their own', () => {
    const asked = { against: ref<string | null>(null), layer: ref('conv3') }
    expect(mapKind('occlusion', asked)).toEqual(kind)
    expect(mapKind('crp', asked)).toEqual({ method: 'crp', question: 'label', layer: 'conv3' })
    asked.against.value = 'sad'
    const kinds = [kind, mapKind('occlusion', asked), mapKind('crp', asked)]
    expect(kinds.map(limitKey)).toEqual(['occlusion', 'occlusion-difference', 'crp-difference-conv3'])
    const { scales, scope } = opened([], null)
    settings.areLimitsFixed = true
    expect(kinds.map(scales.isAuditsWanted)).toEqual([true, true, false])
    expect(scales.limitOf(kinds[2])).toEqual({ from: 'map-after-all' })
    scope.stop()
  })
})
