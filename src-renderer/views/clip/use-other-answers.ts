import { computed } from 'vue'
import type { Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { OtherAnswer } from '#contracts/comparison'
import { compareApi } from '../../api/compare-client'
import { useAnswer } from '../../composables/use-answer'

/** Whoever only passes a clip asks nothing. */
const REST_MS = 200

export interface OtherAnswers {
  /** Null: not known yet, or covered. */
  readonly answers: Ref<readonly OtherAnswer[] | null>
  /** The same clip at the same moment in another audit. */
  open(answer: OtherAnswer): void
  /** In the next audit that has it, round to the first. */
  openNext(): void
}

/** What the project's other audits say of the clip that is looked at. */
export function useOtherAnswers(isBlind: () => boolean, positionSec: Readonly<Ref<number>>): OtherAnswers {
  const route = useRoute()
  const router = useRouter()
  const place = computed(() => ({
    projectId: String(route.params.project),
    auditId: Number(route.params.audit),
    clipId: Number(route.params.clip),
  }))
  const { value: answers } = useAnswer(
    computed(() => (isBlind() ? null : place.value)),
    at => compareApi.otherAnswers(at),
    REST_MS,
  )
  function open({ auditId, clipId }: OtherAnswer): void {
    const path = `/p/${place.value.projectId}/a/${auditId}/clips/${clipId}`
    void router.push({ path, query: { at: positionSec.value.toFixed(3) } })
  }
  return {
    answers,
    open,
    openNext() {
      const all = answers.value ?? []
      const next = all.find(({ auditId }) => auditId > place.value.auditId) ?? all[0]
      if (next !== undefined) open(next)
    },
  }
}
