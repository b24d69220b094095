import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef, watch } from 'vue'
import type { ClipQueryInput, ShownClip } from '#contracts/clip'
import { api } from '../api/client'
import { isAbort, toErrorBody } from '../api/failure'
import type { ErrorBody } from '#contracts/error'
import { useCoveredClipStore } from './covered-clips'

export const PAGE_SIZE = 200
/** Pages kept; the farthest from the last one asked for go first. */
const PAGES_KEPT = 40

export type ClipFilter = Omit<ClipQueryInput, 'offset' | 'limit' | 'columns' | 'reader'>

/** The clips of one audit under one filter, read page by page as they come into sight. */
export const useClipListStore = defineStore('clip-list', () => {
  const covered = useCoveredClipStore()
  const key = ref('')
  const total = ref<number | null>(null)
  /** Position of the clip that is selected or was looked at last: the list is found again where one left it. */
  const cursor = ref(0)
  const error = shallowRef<ErrorBody | null>(null)
  /** Another list was asked for, and what is shown is still the old one. */
  const isDue = ref(false)
  const pages = shallowReactive(new Map<number, readonly ShownClip[]>())
  const pending = new Map<number, Promise<void>>()
  let source = { projectId: '', auditId: 0, filter: {} as ClipFilter }
  /** Whose values come with the rows. */
  let columns: readonly string[] = []
  let abort = new AbortController()
  /** Clips were annotated since: their rows may say something else, or belong elsewhere. */
  const isOutdated = ref(false)
  let opening = Promise.resolve()
  /** Pages that were asked for last. */
  let inSight = [0]

  // Covered clips are not listed: their place among the others would tell what they are.
  watch([() => covered.reader, () => covered.numbers.size], ([, now], [, before]) => {
    if (key.value === '') return
    if (now > before) void refresh()
    else if (now < before) outdate()
  })

  /** Shows another list; the rows of the old one stay in sight until the first of the new ones are there. */
  async function open(projectId: string, auditId: number, filter: ClipFilter): Promise<void> {
    const newKey = JSON.stringify([projectId, auditId, filter])
    if (newKey === key.value && error.value === null) return isOutdated.value ? refresh() : undefined
    key.value = newKey
    cursor.value = 0
    source = { projectId, auditId, filter }
    inSight = [0]
    restart()
    isDue.value = true
    await (opening = fetchPage(0, true).then(() => {
      if (key.value === newKey) isDue.value = false
    }))
  }

  /** Until the list that was asked for last is there; false: it could not be read, and what is shown is an older one. */
  async function whenListed(): Promise<boolean> {
    while (isDue.value) await opening
    return error.value === null
  }

  /**
   * The row at a place of the list that was asked for last, once it is there, for keys that act on it: pages may be on
   * their way, or are read again. undefined: it could not be read, or there is none.
   */
  async function whenRow(index: number): Promise<ShownClip | undefined> {
    if (!(await whenListed())) return undefined
    const page = Math.floor(index / PAGE_SIZE)
    // What is given up on the way, because all is read again, is asked for once more.
    while (!pages.has(page) && error.value === null) await fetchPage(page)
    return rowAt(index)
  }

  /** Reads again what is in sight, e.g. because more clips have results; rows stay until their new ones are there. */
  async function refresh(): Promise<void> {
    restart()
    for (const page of [...pages.keys()]) if (!inSight.includes(page)) pages.delete(page)
    await Promise.all(inSight.map(page => fetchPage(page)))
  }

  /** Other columns of the same list: one stays where one is. */
  async function showColumns(wanted: readonly string[]): Promise<void> {
    if (wanted.join() === columns.join()) return
    columns = [...wanted]
    if (key.value !== '') await refresh()
  }

  function outdate(): void {
    isOutdated.value = true
  }

  function restart(): void {
    isOutdated.value = false
    abort.abort()
    abort = new AbortController()
    pending.clear()
  }

  function fetchPage(page: number, isFirstOfList = false): Promise<void> {
    const known = pending.get(page)
    if (known) return known
    const { signal } = abort
    const part = { columns: columns.join(','), offset: page * PAGE_SIZE, limit: PAGE_SIZE }
    const { projectId, auditId, filter } = source
    const task = covered
      .whenKnown(projectId)
      .then(({ reader }) => api.clips(projectId, auditId, { ...filter, ...part, reader }, signal))
      .then(result => {
        if (signal.aborted) return
        if (isFirstOfList) pages.clear()
        pages.set(page, result.rows)
        total.value = result.total
        error.value = null
        forgetFarFrom(page)
      })
      .catch((failure: unknown) => {
        if (!signal.aborted && !isAbort(failure)) error.value = toErrorBody(failure)
      })
      .finally(() => {
        if (pending.get(page) === task) pending.delete(page)
      })
    pending.set(page, task)
    return task
  }

  function forgetFarFrom(page: number): void {
    const byDistance = [...pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page))
    for (const far of byDistance.slice(0, Math.max(0, pages.size - PAGES_KEPT))) pages.delete(far)
  }

  /** Sees to it that rows first..last (inclusive) are there. */
  function ensure(first: number, last: number): Promise<unknown> {
    const [from, to] = [Math.max(0, Math.floor(first / PAGE_SIZE)), Math.floor(last / PAGE_SIZE)]
    inSight = Array.from({ length: Math.max(1, to - from + 1) }, (_, i) => from + i)
    const isInside = (page: number): boolean => total.value === null || page * PAGE_SIZE < total.value
    const wanted = inSight.filter(page => !pages.has(page) && isInside(page)).map(page => fetchPage(page))
    return Promise.all(wanted)
  }

  function rowAt(index: number): ShownClip | undefined {
    return pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE]
  }

  /** Position of a clip among the pages that are loaded; -1 when it isn't there. */
  function indexOf(clipId: number): number {
    for (const [page, rows] of pages) {
      const at = rows.findIndex(row => row.clipId === clipId)
      if (at >= 0) return page * PAGE_SIZE + at
    }
    return -1
  }

  return {
    key,
    total,
    cursor,
    error,
    isDue,
    isOutdated,
    pages,
    open,
    whenListed,
    whenRow,
    showColumns,
    refresh,
    outdate,
    ensure,
    rowAt,
    indexOf,
  }
})
