import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { ClipDetail } from '#contracts/clip'
import type { CueKey } from '#contracts/cue'
import type { ErrorBody } from '#contracts/error'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import { isAbort, toErrorBody } from '../api/failure'
import { useCueStore } from './cues'
import { useExplanationStore } from './explanations'
import { keepLast } from './keep-last'

/** Everything the clip view draws and plays. */
export interface ClipMaterial {
  readonly address: ClipAddress
  readonly detail: ClipDetail
  readonly audio: NamedArray
  /** Null when it can't be made any more, e.g. because the model is gone: then `logMelError` says why. */
  readonly logMel: NamedArray | null
  readonly logMelError: ErrorBody | null
}

const KEPT = 8

/** The clip that is looked at, with the last few kept so that going back and forth is immediate. */
export const useClipStore = defineStore('clip', () => {
  const material = shallowRef<ClipMaterial | null>(null)
  /** Whose `material` or `refused` is: not always the clip that was asked for last. */
  const shown = shallowRef<ClipAddress | null>(null)
  const error = shallowRef<ErrorBody | null>(null)
  /** The clip's row, without sound or pictures, when it was refused. */
  const refused = shallowRef<ClipDetail | null>(null)
  const kept = keepLast<ClipMaterial | ClipDetail>(KEPT)
  let abort = new AbortController()
  const durationSec = computed(() => {
    const audio = material.value?.audio
    return audio ? audio.data.length / Number(audio.meta.sampleRateHz) : 0
  })

  function fetchMaterial(at: ClipAddress): Promise<ClipMaterial | ClipDetail> {
    return kept(`${at.projectId}/${at.auditId}/${at.clipId}`, async () => {
      // All at once; a clip that was refused has neither, and says so in its detail.
      const picture = api.logMel(at).then(
        logMel => ({ logMel, logMelError: null }),
        (failure: unknown) => ({ logMel: null, logMelError: toErrorBody(failure) }),
      )
      const sound = api.audio(at)
      sound.catch(() => undefined) // told below
      const detail = await api.clip(at)
      if (detail.row.state === 'refused') return detail
      return { address: at, detail, audio: await sound, ...(await picture) }
    })
  }

  async function open(at: ClipAddress): Promise<void> {
    abort.abort()
    abort = new AbortController()
    const { signal } = abort
    error.value = null
    try {
      const found = await fetchMaterial(at)
      if (signal.aborted) return
      shown.value = at
      refused.value = 'audio' in found ? null : found
      material.value = 'audio' in found ? found : null
    } catch (failure) {
      if (signal.aborted || isAbort(failure)) return
      error.value = toErrorBody(failure)
    }
  }

  /** Gets a neighbour ready before it is asked for: sound, picture, its stored explanation's map, cues over time. */
  function prefetch(at: ClipAddress, cues: readonly CueKey[]): void {
    fetchMaterial(at)
      .then(found => {
        const stored = 'audio' in found ? found.detail.explanations[0] : undefined
        if (!stored) return
        const { method, target } = stored
        if (cues.length > 0)
          useCueStore()
            .tracks(at, cues)
            .catch(() => undefined) // as below
        return useExplanationStore().ask({ at, method, target, against: null, layer: '' })
      })
      .catch(() => undefined) // it is asked for again, and reported, when it is opened
  }

  /** Sound and picture only: what a clip needs that may well be opened next. */
  function makeReady(at: ClipAddress): void {
    fetchMaterial(at).catch(() => undefined) // as above
  }

  return { material, refused, shown, error, durationSec, open, prefetch, makeReady }
})
