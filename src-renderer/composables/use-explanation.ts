import { computed, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { ErrorBody } from '#contracts/error'
import { isAbort, toErrorBody } from '../api/failure'
import { conceptFacts, conceptMap } from '../canvas/concept-maps'
import type { ConceptFacts } from '../canvas/concept-maps'
import { hasConcepts, questionKey, useExplanationStore } from '../stores/explanations'
import type { Question } from '../stores/explanations'
import { useScope } from './use-scope'

export interface ShownExplanation {
  /** [mels, frames]; null while there is none. */
  readonly map: Ref<NamedArray | null>
  /** With a method of concepts: them. */
  readonly concepts: Ref<ConceptFacts | null>
  readonly error: Ref<ErrorBody | null>
  /** The answer is on its way. */
  readonly isDue: Ref<boolean>
}

/** An old picture may stay this long while the new one is made: shorter than a person notices, no flicker. */
const STALE_MS = 250

/** The answer to a question that may change at any time. `channel`: the concept shown alone; null: all together. */
export function useExplanation(question: Ref<Question | null>, channel: Ref<number | null>): ShownExplanation {
  const store = useExplanationStore()
  const scope = useScope()
  const answer = shallowRef<{ maps: NamedArray; hasConcepts: boolean } | null>(null)
  const error = shallowRef<ErrorBody | null>(null)
  const isDue = ref(false)
  const key = computed(() => (question.value ? questionKey(question.value) : null))
  let shownClip: string | null = null

  watch(
    key,
    async (_, __, onCleanup) => {
      const asked = question.value
      const clip = asked ? JSON.stringify(asked.at) : null
      if (clip !== shownClip) answer.value = null
      shownClip = clip
      error.value = null
      isDue.value = asked !== null
      if (!asked) return
      let isOver = false
      const stopClearing = scope.timeout(STALE_MS, () => (answer.value = null))
      onCleanup(() => {
        isOver = true
        stopClearing()
      })
      const show = (maps: NamedArray): void => {
        if (isOver) return
        stopClearing()
        answer.value = { maps, hasConcepts: hasConcepts(asked) }
      }
      try {
        show(await store.ask(asked, show))
      } catch (failure) {
        if (isOver || isAbort(failure)) return
        answer.value = null
        error.value = toErrorBody(failure)
      } finally {
        stopClearing()
        if (!isOver) isDue.value = false
      }
    },
    { immediate: true },
  )

  return {
    map: computed(() => {
      if (!answer.value) return null
      return answer.value.hasConcepts ? conceptMap(answer.value.maps, channel.value) : answer.value.maps
    }),
    concepts: computed(() => (answer.value?.hasConcepts ? conceptFacts(answer.value.maps) : null)),
    error,
    isDue,
  }
}
