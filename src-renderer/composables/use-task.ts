import { ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { ErrorBody } from '#contracts/error'
import { isAbort, toErrorBody } from '../api/failure'

export interface Task {
  readonly isBusy: Ref<boolean>
  readonly error: Ref<ErrorBody | null>
  /** Null when it failed; then `error` says why. A second call while the first runs is ignored. */
  run<T>(work: () => Promise<T>): Promise<T | null>
  reset(): void
}

/** Something a form sets off: busy while it runs, its trouble shown beside the form. */
export function useTask(): Task {
  const isBusy = ref(false)
  const error = shallowRef<ErrorBody | null>(null)
  return {
    isBusy,
    error,
    reset: () => (error.value = null),
    async run(work) {
      if (isBusy.value) return null
      isBusy.value = true
      error.value = null
      try {
        return await work()
      } catch (failure) {
        if (!isAbort(failure)) error.value = toErrorBody(failure)
        return null
      } finally {
        isBusy.value = false
      }
    },
  }
}
