import { computed, onScopeDispose, ref, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { ClipAddress } from '../api/client'
import { useAnnotatingStore } from '../stores/annotating'
import { useAnnotationStore } from '../stores/annotation'
import { useAnnotatorStore } from '../stores/annotators'
import { useBlindStore } from '../stores/blind'
import { useCoveredClipStore } from '../stores/covered-clips'
import { useQueueStore } from '../stores/queues'

export interface Blind {
  /** Clips are covered until they are answered: their names in lists too, whatever is uncovered of this one. */
  readonly isBlind: ComputedRef<boolean>
  /** The model's answer to this clip, and all that is made from it, is covered now. */
  readonly isHidden: ComputedRef<boolean>
  /** The annotator has answered, or has seen it before. */
  readonly canUncover: ComputedRef<boolean>
  /** Whether an answer given now is given without having seen the model's. */
  readonly isAnswerBlind: ComputedRef<boolean>
  /** @returns whether it may be, and is, uncovered now */
  uncover(): boolean
  cover(): void
}

/** Whether the clip that is looked at is covered. As long as it is not known who annotates, and how, it is. */
export function useBlind(address: Ref<ClipAddress>, queueId: Ref<number | null>): Blind {
  const annotating = useAnnotatingStore()
  const annotators = useAnnotatorStore()
  const annotation = useAnnotationStore()
  const store = useBlindStore()
  const queues = useQueueStore()
  const covered = useCoveredClipStore()
  const clipKey = computed(() => JSON.stringify([address.value, annotators.me?.id]))
  const uncovered = ref('')

  const isBlind = computed(() => {
    // In whichever way one comes to a clip that waits in a blind queue, or may do so.
    if (covered.numbers.has(address.value.clipId)) return true
    if (queueId.value !== null) return queues.run?.id !== queueId.value || queues.run.isBlind
    if (!covered.isKnown) return true
    if (!annotating.isOn || annotators.name === '') return false
    const isKnown = annotators.isLoaded && annotators.projectId === address.value.projectId
    return store.isBlind(annotators.name) && (!isKnown || annotators.me !== null)
  })
  const isHidden = computed(() => isBlind.value && uncovered.value !== clipKey.value)
  const hasSeen = computed(() => {
    const { projectId, clipId } = address.value
    return annotators.me !== null && store.hasSeen(projectId, annotators.me.id, clipId)
  })
  const canUncover = computed(
    () => hasSeen.value || (annotation.isAnswered && annotation.place?.clipId === address.value.clipId),
  )
  watch(isBlind, now => (annotating.isCovered = now), { immediate: true })
  onScopeDispose(() => (annotating.isCovered = false))
  const isLookedAt = computed(
    () => annotating.isOn || queueId.value !== null || covered.numbers.has(address.value.clipId),
  )
  // Whoever annotates with the model's answer in sight has seen it.
  watch(
    [isHidden, clipKey, isLookedAt],
    () => {
      if (isHidden.value || annotators.me === null || !isLookedAt.value) return
      store.markSeen(address.value.projectId, annotators.me.id, address.value.clipId)
    },
    { immediate: true },
  )

  return {
    isBlind,
    isHidden,
    canUncover,
    isAnswerBlind: computed(() => isHidden.value && !hasSeen.value),
    uncover() {
      if (canUncover.value) uncovered.value = clipKey.value
      return canUncover.value
    },
    cover: () => void (uncovered.value = ''),
  }
}
