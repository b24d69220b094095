import { ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { ErrorBody } from '#contracts/error'
import { isAbort, toErrorBody } from '../api/failure'
import { useScope } from './use-scope'

export interface Answer<T> {
  /** Of the present question, never of an older one. */
  readonly value: Ref<T | null>
  readonly error: Ref<ErrorBody | null>
  readonly isDue: Ref<boolean>
  /** How long it has been awaited. */
  readonly waitedSec: Ref<number>
  retry(): void
}

/**
 * The answer to a question that may change at any time; null asks nothing. `restMs`: how long a question must stand
 * before it is asked, for answers that are dear to make.
 */
export function useAnswer<Q, T>(question: Ref<Q | null>, ask: (asked: Q) => Promise<T>, restMs = 0): Answer<T> {
  const scope = useScope()
  const value = shallowRef<T | null>(null)
  const error = shallowRef<ErrorBody | null>(null)
  const isDue = ref(false)
  const waitedSec = ref(0)
  const attempts = ref(0)

  watch(
    [() => JSON.stringify(question.value), attempts],
    (_, __, onCleanup) => {
      const asked = question.value
      value.value = error.value = null
      waitedSec.value = 0
      isDue.value = asked !== null
      if (asked === null) return
      let isOver = false
      const stopClock = scope.interval(1000, () => waitedSec.value++)
      const settle = (keep: () => void): void => {
        if (isOver) return
        stopClock()
        isDue.value = false
        keep()
      }
      const stopRest = scope.timeout(restMs, () => {
        ask(asked).then(
          found => settle(() => (value.value = found)),
          (failure: unknown) =>
            settle(() => {
              if (!isAbort(failure)) error.value = toErrorBody(failure)
            }),
        )
      })
      onCleanup(() => {
        isOver = true
        stopRest()
        stopClock()
      })
    },
    { immediate: true },
  )

  return { value, error, isDue, waitedSec, retry: () => void attempts.value++ }
}
