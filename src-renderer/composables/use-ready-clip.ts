import { watch } from 'vue'
import type { Ref } from 'vue'
import type { ClipAddress } from '../api/client'
import { useClipStore } from '../stores/clip'
import { useScope } from './use-scope'

/** Shorter, somebody only passes by. */
const REST_MS = 100

/** Whoever rests on a clip of a list is likely to open it: its sound and picture are there by then. */
export function useReadyClip(address: Ref<ClipAddress | null>): void {
  const scope = useScope()
  const clips = useClipStore()
  let stop = (): void => undefined
  watch(
    () => JSON.stringify(address.value),
    () => {
      stop()
      const at = address.value
      if (at) stop = scope.timeout(REST_MS, () => clips.makeReady(at))
    },
    { immediate: true },
  )
}
