import { watch } from 'vue'
import type { Ref } from 'vue'
import type { ClipAddress } from '../api/client'
import { useClipStore } from '../stores/clip'
import { useScope } from './use-scope'

/** Who moves on sooner only passes by. */
const REST_MS = 100

export interface LikelyClip {
  readonly at: ClipAddress
  /** By the model: the map of what speaks for it is made ready too; null: sound and picture only. */
  readonly predicted: string | null
}

/** Whoever comes to a clip of a list, or rests on it after many, is likely to open it: it is there by then. */
export function useReadyClip(clip: Ref<LikelyClip | null>): void {
  const scope = useScope()
  const clips = useClipStore()
  let stop = (): void => undefined
  let cameMs = -Infinity
  watch(
    () => JSON.stringify(clip.value),
    () => {
      stop()
      const passed = performance.now() - cameMs < REST_MS
      cameMs = performance.now()
      const likely = clip.value
      if (!likely) return
      const makeReady = (): void => clips.makeReady(likely.at, likely.predicted)
      if (passed) stop = scope.timeout(REST_MS, makeReady)
      else makeReady()
    },
    { immediate: true },
  )
}
