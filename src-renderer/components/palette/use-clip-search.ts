import { computed } from 'vue'
import type { Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { ClipRow } from '#contracts/clip'
import { api } from '../../api/client'
import { useAnswer } from '../../composables/use-answer'
import type { Answer } from '../../composables/use-answer'
import { useAnnotatingStore } from '../../stores/annotating'
import { useCoveredClipStore } from '../../stores/covered-clips'
import { areNamesMasked, shownName } from '../../text/shown-name'
import type { PaletteItem } from './palette-item'

const LEAST_TYPED = 2
const MOST_CLIPS = 8
const REST_MS = 120

/** Clips of the open audit whose file name has what was typed; the engine looks, there may be very many. */
export function useClipSearch(typed: Ref<string>): { items: Ref<PaletteItem[]>; answer: Answer<ClipRow[]> } {
  const route = useRoute()
  const router = useRouter()
  const annotating = useAnnotatingStore()
  const covered = useCoveredClipStore()
  const question = computed(() => {
    const { project, audit } = route.params
    const text = typed.value.trim()
    // A file's name often tells its label: whoever annotates blind finds no clips by it. Nor does whoever hides names.
    if (annotating.isCovered || areNamesMasked()) return null
    if (typeof project !== 'string' || typeof audit !== 'string' || text.length < LEAST_TYPED) return null
    return { projectId: project, auditId: Number(audit), text }
  })
  const answer = useAnswer(
    question,
    async ({ projectId, auditId, text }) =>
      (await api.clips(projectId, auditId, { text, limit: MOST_CLIPS, sort: 'file' })).rows,
    REST_MS,
  )
  const items = computed((): PaletteItem[] => {
    const asked = question.value
    if (!asked) return []
    return covered.told(answer.value.value ?? []).map(row => ({
      key: `clip:${row.clipId}`,
      group: 'clip',
      title: shownName(row.file),
      run: () => void router.push(`/p/${asked.projectId}/a/${asked.auditId}/clips/${row.clipId}`),
    }))
  })
  return { items, answer }
}
