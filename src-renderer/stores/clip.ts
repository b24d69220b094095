import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { ClipDetail } from '#contracts/clip'
import type { CueKey } from '#contracts/cue'
import type { ErrorBody } from '#contracts/error'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import { isAbort, toErrorBody } from '../api/failure'
import { methodOrder } from '../text/methods'
import { useAuditStore } from './audit'
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

/** What is known of a clip without its sound. */
export type KnownClip = Pick<ClipMaterial, 'address' | 'detail' | 'logMel'>

const KEPT = 8

const keyOf = ({ projectId, auditId, clipId }: ClipAddress): string => `${projectId}/${auditId}/${clipId}`

/** The clip that is looked at, with the last few kept so that going back and forth is immediate. */
export const useClipStore = defineStore('clip', () => {
  const material = shallowRef<ClipMaterial | null>(null)
  /** Whose `material`, `refused` or `unheard` is: not always the clip that was asked for last. */
  const shown = shallowRef<ClipAddress | null>(null)
  const error = shallowRef<ErrorBody | null>(null)
  /** The clip's row, without sound or pictures, when it was refused. */
  const refused = shallowRef<ClipDetail | null>(null)
  /** Its sound can't be read, `error` says why; what the project holds of it is there all the same. */
  const unheard = shallowRef<KnownClip | null>(null)
  /** Of the clip shown, heard or not; null: it was refused, or none is. */
  const known = computed<KnownClip | null>(() => material.value ?? unheard.value)
  const kept = keepLast<ClipMaterial | ClipDetail>(KEPT)
  let abort = new AbortController()
  const durationSec = computed(() => {
    const audio = material.value?.audio
    return audio ? audio.data.length / Number(audio.meta.sampleRateHz) : 0
  })

  function fetchMaterial(at: ClipAddress): Promise<ClipMaterial | ClipDetail> {
    return kept(keyOf(at), async () => {
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

  /** @param predicted as the list has it, so that its map comes along with the clip */
  async function open(at: ClipAddress, predicted: string | null): Promise<void> {
    abort.abort()
    abort = new AbortController()
    const { signal } = abort
    error.value = null
    const isThere = kept.now(keyOf(at))
    if (isThere) show(at, isThere)
    makeReady(at, predicted)
    try {
      const found = await fetchMaterial(at)
      if (!signal.aborted && !isThere) show(at, found)
    } catch (failure) {
      if (signal.aborted || isAbort(failure)) return
      const detail = await api.clip(at).catch(() => null) // the failure told is the first one
      if (signal.aborted) return
      error.value = toErrorBody(failure)
      if (detail === null) return
      shown.value = at
      material.value = refused.value = null
      unheard.value = { address: at, detail, logMel: null }
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

  function show(at: ClipAddress, found: ClipMaterial | ClipDetail): void {
    shown.value = at
    unheard.value = null
    refused.value = 'audio' in found ? null : found
    material.value = 'audio' in found ? found : null
  }

  /**
   * Sound and picture of a clip that may well be opened next.
   * @param predicted by the model: the map of what speaks for it, too; null: no map
   */
  function makeReady(at: ClipAddress, predicted: string | null): void {
    fetchMaterial(at).catch(() => undefined) // as above
    const { audit } = useAuditStore()
    if (predicted === null || audit?.id !== at.auditId) return
    const method = methodOrder(audit.settings.methods)[0]
    useExplanationStore().makeReady({ at, method, target: predicted, against: null, layer: '' })
  }

  return { material, refused, unheard, known, shown, error, durationSec, open, prefetch, makeReady }
})
