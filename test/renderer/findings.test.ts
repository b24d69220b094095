import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PlausibilityReport, PlausibilitySettings } from '#contracts/plausibility'
import { setReachable } from '../../src-renderer/api/reachability'
import { useFindingsStore } from '../../src-renderer/stores/findings'
import { baseRateRows, changeWords, fewCorrectWords, verdictRows } from '../../src-renderer/text/findings'

const settings = (percentile: number): PlausibilitySettings => ({
  table: 'default',
  method: null,
  population: null,
  minSpeakerClips: 10,
  minNeutralClips: 4,
  percentile,
  neutralZ: 0.5,
})
const report = (percentile: number, implausible: number): PlausibilityReport =>
  ({
    settings: settings(percentile),
    counts: { plausible: 100 - implausible, implausible, 'not-measurable': 3, 'no-expectation': 7 },
  }) as PlausibilityReport

describe('renderer/stores - findings', () => {
  const asked: { method: string; path: string; body: unknown }[] = []
  beforeEach(() => {
    setActivePinia(createPinia())
    setReachable(true)
    asked.length = 0
    vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as PlausibilitySettings) : null
      asked.push({ method: init.method ?? 'GET', path: path.replace('/api/projects/p/audits/1', ''), body })
      if (path.endsWith('/cue-tables')) return Promise.resolve(Response.json({ method: 'occlusion' }))
      const percentile = body?.percentile ?? Number(new URL(path, 'http://x').searchParams.get('percentile') ?? 5)
      return Promise.resolve(Response.json(report(percentile, percentile)))
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('what is tried is asked once and kept nowhere; what is chosen replaces the report and outdates the tables', async () => {
    const store = useFindingsStore()
    await store.load('p', 1)
    await store.loadTables()
    expect(store.tables).not.toBeNull()
    const tried = await store.preview(settings(20), 100)
    await store.preview(settings(20), 100)
    expect(tried.counts.implausible).toBe(20)
    expect(store.report?.settings.percentile).toBe(5)
    expect(asked.filter(one => one.path.includes('percentile=20'))).toHaveLength(1)
    // Fields that are not set are left out: the engine fills in its defaults.
    expect(asked.at(-1)!.path).not.toMatch(/population|method=/)
    await store.choose(settings(20))
    expect(asked.at(-1)).toMatchObject({ method: 'PUT', path: '/plausibility', body: { percentile: 20 } })
    expect(store.report?.settings.percentile).toBe(20)
    expect([store.tables, store.changes]).toEqual([null, 1])
  })

  it('more clips with results, or other settings kept, make a trial stale', async () => {
    const store = useFindingsStore()
    await store.load('p', 1)
    await store.preview(settings(20), 100)
    await store.preview(settings(20), 101)
    await store.choose(settings(8))
    await store.preview(settings(20), 101)
    expect(asked.filter(one => one.path.includes('percentile=20'))).toHaveLength(3)
  })

  it('an answer that comes after another audit was opened is dropped', async () => {
    const store = useFindingsStore()
    const late = store.load('p', 1)
    const first = fetch
    const isOfSecond = (url: unknown): boolean => String(url).includes('/audits/2/')
    vi.stubGlobal('fetch', (url: string) => (isOfSecond(url) ? new Promise(() => undefined) : first(url)))
    void store.load('p', 2)
    await late
    expect(store.report).toBeNull()
  })
})

describe('renderer/text - findings', () => {
  it('says what changes and nothing else', () => {
    expect(changeWords(report(5, 5), report(20, 17))).toBe('implausible +12, plausible −12')
    expect(changeWords(report(5, 5), report(6, 5))).toBe('no verdict count changes')
  })

  it('every verdict has its line, implausible first', () => {
    expect(verdictRows(report(5, 5)).map(row => [row.key, row.count])).toEqual([
      ['implausible', 5],
      ['plausible', 95],
      ['not-measurable', 3],
      ['no-expectation', 7],
    ])
  })

  it('names the data set of a base rate only where there are several', () => {
    const rate = (dataset: string) => ({ dataset, label: 'sad', correct: 4, rate: 0.5, interval: null }) as never
    expect(baseRateRows([rate('a')]).map(row => row.label)).toEqual(['sad'])
    expect(baseRateRows([rate('a'), rate('b')]).map(row => row.label)).toEqual(['sad, a', 'sad, b'])
  })

  it('says which labels have too few correct clips for a verdict', () => {
    const rates = [18, 19, 0].map((correct, i) => ({ dataset: 'a', label: 'xyz'[i], correct, rate: 0, interval: null }))
    const words = (percentile: number): string | null =>
      fewCorrectWords({ baseRates: rates, settings: { percentile } } as never)
    // Of 20 clips, the lowest is among the lowest 5 %: 19 others are enough.
    expect(words(5)).toMatch(/19 other correct clips .* x \(18\), z \(0\)\.$/)
    expect(words(10)).toMatch(/ 9 other correct clips .*: z \(0\)\.$/)
    expect(fewCorrectWords({ baseRates: rates.slice(1, 2), settings: { percentile: 5 } } as never)).toBeNull()
  })
})
