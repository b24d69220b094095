import { shallowRef, watch } from 'vue'
import type { ShallowRef, WatchSource } from 'vue'
import type { ErrorBody } from '#contracts/error'
import { toErrorBody } from '../api/failure'
import { useConnectionStore } from '../stores/connection'

export interface PageLoad {
  /** Why there is nothing to show. */
  readonly error: Readonly<ShallowRef<ErrorBody | null>>
  load(): Promise<void>
}

/** Reads what a page shows: when it comes up, when what it is `about` changes, and when the engine is back. */
export function usePageLoad(about: readonly WatchSource[], read: () => Promise<unknown>): PageLoad {
  const error = shallowRef<ErrorBody | null>(null)
  async function load(): Promise<void> {
    error.value = null
    try {
      await read()
    } catch (failure) {
      error.value = toErrorBody(failure)
    }
  }
  watch([...about, () => useConnectionStore().epoch], load, { immediate: true })
  return { error, load }
}
