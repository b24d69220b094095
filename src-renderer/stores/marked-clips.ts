import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { tableApi } from '../api/table-client'
import type { ClipFilter } from './clip-list'
import { useClipListStore } from './clip-list'
import { useCoveredClipStore } from './covered-clips'

/** As many as one step of annotation takes. */
export const MOST_MARKED = 5000

/** The list whose clips are marked. */
export interface MarkedList {
  readonly projectId: string
  readonly auditId: number
  readonly filter: ClipFilter
}

/** Clips of the list that something is to be done with together. Another list has none marked. */
export const useMarkedClipStore = defineStore('marked-clips', () => {
  const list = useClipListStore()
  const ids = shallowRef<ReadonlySet<number>>(new Set())
  /** Where a stretch of marked rows begins; null: where the cursor is. */
  let anchor: number | null = null
  let asked = 0
  const count = computed(() => ids.value.size)

  function clear(): void {
    asked++
    ids.value = new Set()
    anchor = null
  }
  watch(() => list.key, clear)

  /** The clip of a row, or that one no longer; with the first, the row where the cursor is comes along if it is another. */
  async function toggle(index: number): Promise<void> {
    const mine = asked
    const here = list.rowAt(list.cursor)?.clipId
    anchor = index
    list.cursor = index
    const clipId = (await list.whenRow(index))?.clipId
    if (clipId === undefined || mine !== asked) return
    const now = new Set(ids.value)
    if (now.size === 0 && here !== undefined && here !== clipId) now.add(here)
    if (!now.delete(clipId)) now.add(clipId)
    ids.value = now
  }

  /** All rows from where marking began to this one. @returns false: they are more than can be marked, and none is */
  async function extend(of: MarkedList, to: number): Promise<boolean> {
    anchor ??= list.cursor
    const [first, last] = [Math.min(anchor, to), Math.max(anchor, to)]
    if (last - first >= MOST_MARKED) return false
    list.cursor = to
    const mine = ++asked
    const shown = Array.from({ length: last - first + 1 }, (_, i) => list.rowAt(first + i)?.clipId)
    const isAllShown = shown.every(id => id !== undefined)
    const found = isAllShown ? shown : await read(of, first, last - first + 1)
    if (mine === asked) ids.value = new Set(found)
    return true
  }

  /** All of the list, or as many of them as can be marked, from its start. */
  async function all(of: MarkedList): Promise<void> {
    const mine = ++asked
    const found = await read(of, 0, MOST_MARKED)
    if (mine === asked) ids.value = new Set(found)
  }

  async function read({ projectId, auditId, filter }: MarkedList, offset: number, limit: number): Promise<number[]> {
    const part = { offset, limit, reader: useCoveredClipStore().reader }
    return [...(await tableApi.clipIds(projectId, auditId, { ...filter, ...part })).data]
  }

  return { ids, count, clear, toggle, extend, all }
})
