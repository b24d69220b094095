import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { ClipDetail } from '#contracts/clip'
import type { ErrorBody } from '#contracts/error'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import { isAbort, toErrorBody } from '../api/failure'

/** Everything the clip view draws and plays. */
export interface ClipMaterial {
  readonly address: ClipAddress
  readonly detail: ClipDetail
  readonly audio: NamedArray
  readonly logMel: NamedArray
}

const KEPT = 8

/** The clip that is looked at, with the last few kept so that going back and forth is immediate. */
export const useClipStore = defineStore('clip', () => {
  const material = shallowRef<ClipMaterial | null>(null)
  const saliency = shallowRef<NamedArray | null>(null)
  const error = shallowRef<ErrorBody | null>(null)
  /** The clip's row, without sound or pictures, when it was refused. */
  const refused = shallowRef<ClipDetail | null>(null)
  const cache = new Map<string, Promise<ClipMaterial | ClipDetail>>()
  const maps = new Map<string, Promise<NamedArray>>()
  let abort = new AbortController()
  const durationSec = computed(() => {
    const audio = material.value?.audio
    return audio ? audio.data.length / Number(audio.meta.sampleRateHz) : 0
  })

  const keyOf = (at: ClipAddress): string => `${at.projectId}/${at.auditId}/${at.clipId}`

  function fetchMaterial(at: ClipAddress): Promise<ClipMaterial | ClipDetail> {
    return remember(cache, keyOf(at), async () => {
      const detail = await api.clip(at)
      if (detail.row.state === 'refused') return detail
      const [audio, logMel] = await Promise.all([api.audio(at), api.logMel(at)])
      return { address: at, detail, audio, logMel }
    })
  }

  function fetchMap(at: ClipAddress, detail: ClipDetail): Promise<NamedArray> | null {
    const explanation = detail.explanations[0]
    if (!explanation) return null
    const key = `${keyOf(at)}/${explanation.method}/${explanation.target}`
    return remember(maps, key, () => api.saliency(at, explanation.method, explanation.target))
  }

  async function open(at: ClipAddress): Promise<void> {
    abort.abort()
    abort = new AbortController()
    const { signal } = abort
    try {
      const found = await fetchMaterial(at)
      if (signal.aborted) return
      error.value = null
      refused.value = 'audio' in found ? null : found
      const map = 'audio' in found ? fetchMap(at, found.detail) : null
      saliency.value = null
      material.value = 'audio' in found ? found : null
      const values = await map
      if (!signal.aborted) saliency.value = values
    } catch (failure) {
      if (signal.aborted || isAbort(failure)) return
      error.value = toErrorBody(failure)
    }
  }

  /** Gets a neighbour ready before it is asked for. */
  function prefetch(at: ClipAddress): void {
    fetchMaterial(at)
      .then(found => ('audio' in found ? fetchMap(at, found.detail) : null))
      .catch(() => undefined) // it is asked for again, and reported, when it is opened
  }

  return { material, saliency, refused, error, durationSec, open, prefetch }
})

/** Keeps the last results by key; a failed one isn't kept. */
function remember<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key)
  if (known) {
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const task = make()
  kept.set(key, task)
  task.catch(() => kept.delete(key))
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break
    kept.delete(oldest)
  }
  return task
}
