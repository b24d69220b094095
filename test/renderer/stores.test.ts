import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeArray } from '#contracts/arrays'
import { ApiFailure } from '../../src-renderer/api/failure'
import { engineIsReachable, setReachable } from '../../src-renderer/api/reachability'
import { read, readArray, send } from '../../src-renderer/api/request'
import { createScope } from '../../src-renderer/composables/use-scope'
import { PAGE_SIZE, useClipListStore } from '../../src-renderer/stores/clip-list'

type Answer = (url: URL) => Response | Promise<Response>
const asked: string[] = []

function answer(with_: Answer): void {
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    asked.push(path)
    if (init.signal?.aborted) return Promise.reject(new DOMException('aborted', 'AbortError'))
    return Promise.resolve(with_(new URL(path, 'http://x')))
  })
}
const failure = (code: string, status: number): Response => Response.json({ code, message: 'no' }, { status })

beforeEach(() => {
  setActivePinia(createPinia())
  setReachable(true)
  asked.length = 0
})
afterEach(() => vi.unstubAllGlobals())

describe('renderer/api', () => {
  it('an error of the API keeps its code, message and details', async () => {
    answer(() =>
      Response.json({ code: 'not-a-project', message: 'x is a text file', details: { path: 'x' } }, { status: 422 }),
    )
    const caught = await send('POST', '/projects/open', { path: 'x' }).catch((error: unknown) => error)
    expect(caught).toBeInstanceOf(ApiFailure)
    expect(caught).toMatchObject({ code: 'not-a-project', message: 'x is a text file', details: { path: 'x' } })
  })

  it('reading waits for an engine that restarts, then asks again', async () => {
    let isDown = true
    answer(() => (isDown ? failure('engine-gone', 503) : Response.json({ ok: 1 })))
    const result = read('/library')
    await vi.waitFor(() => expect(engineIsReachable.value).toBe(false))
    isDown = false
    setReachable(true)
    expect(await result).toEqual({ ok: 1 })
    expect(asked).toHaveLength(2)
  })

  it('a failed connection counts as the engine being gone; writing says so at once', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(send('POST', '/projects/demo', {})).rejects.toMatchObject({ code: 'engine-gone' })
  })

  it('reads an array with its shape and what belongs to it', async () => {
    const headers = { 'X-Array-Meta': '{"hopSec":0.01}' }
    answer(() => new Response(encodeArray([2, 3], new Float32Array([1, 2, 3, 4, 5, 6])), { headers }))
    expect(await readArray('/x')).toEqual({
      shape: [2, 3],
      data: new Float32Array([1, 2, 3, 4, 5, 6]),
      meta: { hopSec: 0.01 },
    })
  })
})

describe('renderer/clip list', () => {
  const TOTAL = 100_000
  const page: Answer = url => {
    const offset = Number(url.searchParams.get('offset'))
    const rows = Array.from({ length: Math.min(PAGE_SIZE, TOTAL - offset) }, (_, i) => ({ clipId: offset + i + 1 }))
    return Response.json({ total: TOTAL, offset, rows })
  }

  it('reads only the pages that are looked at, each once', async () => {
    answer(page)
    const list = useClipListStore()
    await list.open('p', 1, {})
    expect(list.total).toBe(TOTAL)
    await Promise.all([list.ensure(50_000, 50_030), list.ensure(50_010, 50_040)])
    expect(asked).toHaveLength(2)
    expect(list.rowAt(50_017)?.clipId).toBe(50_018)
    expect(list.rowAt(70_000)).toBeUndefined()
    expect(list.indexOf(50_018)).toBe(50_017)
  })

  it('a stretch over a border needs both pages; beyond the end there is nothing to read', async () => {
    answer(page)
    const list = useClipListStore()
    await list.open('p', 1, {})
    await list.ensure(PAGE_SIZE * 3 - 2, PAGE_SIZE * 3 + 2)
    expect(list.rowAt(PAGE_SIZE * 3 - 1)?.clipId).toBe(PAGE_SIZE * 3)
    expect(list.rowAt(PAGE_SIZE * 3)?.clipId).toBe(PAGE_SIZE * 3 + 1)
    const before = asked.length
    await list.ensure(TOTAL + 5, TOTAL + 50)
    expect(asked).toHaveLength(before)
  })

  it('keeps a bounded number of pages however far one scrolls', async () => {
    answer(page)
    const list = useClipListStore()
    await list.open('p', 1, {})
    for (let at = 0; at < 60; at++) await list.ensure(at * PAGE_SIZE, at * PAGE_SIZE)
    expect(list.pages.size).toBeLessThanOrEqual(40)
    expect(list.rowAt(59 * PAGE_SIZE)).toBeDefined()
  })

  it('reading again keeps the rows in sight until the new ones are there, and reads nothing else', async () => {
    answer(page)
    const list = useClipListStore()
    await list.open('p', 1, {})
    await list.ensure(50_000, 50_030)
    asked.length = 0
    const again = list.refresh()
    expect(list.rowAt(50_017)?.clipId).toBe(50_018)
    await again
    expect(asked).toHaveLength(1)
    expect(list.rowAt(50_017)?.clipId).toBe(50_018)
    expect(list.rowAt(0)).toBeUndefined()
  })

  it('an answer to the old filter never shows under the new one', async () => {
    let releaseOld = (): void => undefined
    answer(async url => {
      const isOld = url.searchParams.get('text') === 'old'
      if (isOld) await new Promise<void>(resolve => (releaseOld = resolve))
      return Response.json({ total: isOld ? 1 : 2, offset: 0, rows: [{ clipId: isOld ? 1 : 2 }] })
    })
    const list = useClipListStore()
    const old = list.open('p', 1, { text: 'old' })
    await list.open('p', 1, { text: 'new' })
    releaseOld()
    await old
    expect(list.total).toBe(2)
    expect(list.rowAt(0)?.clipId).toBe(2)
  })

  it('who waits for the list waits for the one that was asked for last, and hears where it could not be read', async () => {
    const release: (() => void)[] = []
    answer(async url => {
      await new Promise<void>(resolve => release.push(resolve))
      return Response.json({ total: 1, offset: 0, rows: [{ clipId: url.searchParams.get('text') === 'old' ? 1 : 2 }] })
    })
    const list = useClipListStore()
    void list.open('p', 1, { text: 'old' })
    const seen = list.whenListed().then(isThere => [isThere, list.rowAt(0)?.clipId])
    await vi.waitFor(() => expect(release).toHaveLength(1))
    void list.open('p', 1, { text: 'new' })
    await vi.waitFor(() => expect(release).toHaveLength(2))
    release[0]()
    await Promise.resolve()
    release[1]()
    expect(await seen).toEqual([true, 2])
    expect(await list.whenListed()).toBe(true)
    answer(() => failure('internal-error', 500))
    void list.open('p', 1, { text: 'broken' })
    expect(await list.whenListed()).toBe(false)
  })

  it('who waits for a row gets it once its page is there, also where all is read again meanwhile', async () => {
    const release: (() => void)[] = []
    answer(page)
    const list = useClipListStore()
    await list.open('p', 1, {})
    answer(async url => {
      await new Promise<void>(resolve => release.push(resolve))
      return page(url)
    })
    const seen = list.whenRow(50_017)
    await vi.waitFor(() => expect(release).toHaveLength(1))
    void list.refresh()
    release[0]()
    await vi.waitFor(() => expect(release).toHaveLength(3))
    for (const give of release) give()
    expect((await seen)?.clipId).toBe(50_018)
    answer(page)
    expect((await list.whenRow(3))?.clipId).toBe(4)
    expect(await list.whenRow(TOTAL + 5)).toBeUndefined()
    answer(() => failure('internal-error', 500))
    expect(await list.whenRow(70_000)).toBeUndefined()
  })

  it('trouble is kept and goes away when it works again', async () => {
    answer(() => failure('internal-error', 500))
    const list = useClipListStore()
    await list.open('p', 1, {})
    expect(list.error?.code).toBe('internal-error')
    answer(page)
    await list.open('p', 1, {})
    expect(list.error).toBeNull()
  })
})

describe('renderer/scope', () => {
  it('ends everything that it started', () => {
    vi.useFakeTimers()
    const scope = createScope()
    const target = new EventTarget()
    const heard: string[] = []
    scope.listen(target, 'x', () => heard.push('event'))
    scope.timeout(10, () => heard.push('timeout'))
    scope.interval(10, () => heard.push('interval'))
    scope.onDispose(() => heard.push('disposed'))
    scope.dispose()
    scope.dispose()
    target.dispatchEvent(new Event('x'))
    vi.advanceTimersByTime(100)
    vi.useRealTimers()
    expect(heard).toEqual(['disposed'])
  })
})
