import { computed, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { ClipRow } from '#contracts/clip'
import { api } from '../../api/client'
import { useAnswer } from '../../composables/use-answer'
import { useHoverSound } from '../../composables/use-hover-sound'
import { keepLast } from '../../stores/keep-last'

const KEPT = 200
/** A pointer on its way asks nothing. */
const REST_MS = 30

/** The clip of the point that is pointed at, to be shown and, where that is wanted, heard. */
export function usePointClip(
  at: Ref<{ readonly projectId: string; readonly auditId: number }>,
  clipId: Ref<number | null>,
): { row: ComputedRef<ClipRow | null> } {
  const kept = keepLast<ClipRow>(KEPT)
  const sound = useHoverSound()
  const address = computed(() => (clipId.value === null ? null : { ...at.value, clipId: clipId.value }))
  const answer = useAnswer(address, one => kept(JSON.stringify(one), async () => (await api.clip(one)).row), REST_MS)
  watch(address, now => {
    if (now === null) sound.stop()
    else sound.start(now, null)
  })
  return { row: computed(() => answer.value.value) }
}
