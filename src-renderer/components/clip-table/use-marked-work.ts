import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { ModelVerdict } from '#contracts/annotation'
import { useApiError } from '../../composables/use-api-error'
import { keyHint } from '../../composables/keymap'
import { useAnnotationStore } from '../../stores/annotation'
import { useAnnotatorStore } from '../../stores/annotators'
import { useColumnStore } from '../../stores/columns'
import { useCoveredClipStore } from '../../stores/covered-clips'
import { useMarkedClipStore } from '../../stores/marked-clips'
import { STEP_TOPIC, useNoticeStore } from '../../stores/notices'
import { verdictWords } from '../../text/words/annotation'
import { markedWords as words } from '../../text/words/marked-clips'
import { verdictsOfRecording } from '../annotation/verdicts-of-recording'

export interface MarkedWork {
  /** Nobody is chosen to annotate where it is false. */
  readonly canSay: ComputedRef<boolean>
  tag(tag: string, isGiven: boolean): Promise<void>
  /** null: none any more. */
  judge(verdict: ModelVerdict | null): Promise<void>
}

/** What can be said of all marked clips at once, as one step. */
export function useMarkedWork(at: () => { readonly projectId: string; readonly modelId: string }): MarkedWork {
  const annotation = useAnnotationStore()
  const annotators = useAnnotatorStore()
  const covered = useCoveredClipStore()
  const marked = useMarkedClipStore()
  const notices = useNoticeStore()
  const { attempt } = useApiError()

  async function change(
    clipIds: readonly number[],
    changes: Omit<Parameters<typeof annotation.changeMany>[2], 'clipIds'>,
    said: (clips: number) => string,
  ): Promise<void> {
    const { me } = annotators
    if (me === null) return
    const { projectId } = at()
    const changed =
      clipIds.length === 0
        ? []
        : await attempt(() => annotation.changeMany(projectId, me.id, { clipIds: [...clipIds], ...changes }))
    if (changed === null) return
    const undo = changed.length > 0 ? keyHint('edit.undo') : ''
    const others = words.others(clipIds.length - changed.length, marked.count - clipIds.length, undo)
    notices.say('good', said(changed.length), others, STEP_TOPIC)
    await attempt(() => useColumnStore().loadNamed(projectId))
  }

  return {
    canSay: computed(() => annotators.me !== null),
    tag: (tag, isGiven) =>
      change([...marked.ids], isGiven ? { addTags: [tag] } : { removeTags: [tag] }, clips =>
        isGiven ? words.tagged(clips, tag) : words.untagged(clips, tag),
      ),
    judge(verdict) {
      // Of what the model said of a covered clip nobody can judge yet.
      const isOfRecording = verdict === null || verdictsOfRecording.includes(verdict)
      const clipIds = [...marked.ids].filter(clipId => isOfRecording || covered.isTold(clipId))
      return change(clipIds, { verdicts: { [at().modelId]: verdict } }, clips =>
        verdict === null ? words.unjudged(clips) : words.judged(clips, verdictWords[verdict].text),
      )
    },
  }
}
