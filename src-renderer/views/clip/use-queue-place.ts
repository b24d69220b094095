import { computed, watch } from 'vue'
import type { Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { RouteLocationRaw } from 'vue-router'
import type { ClipRow } from '#contracts/clip'
import { useApiError } from '../../composables/use-api-error'
import { useClipFilter } from '../../composables/use-clip-filter'
import { useAnnotatorStore } from '../../stores/annotators'
import { useClipListStore } from '../../stores/clip-list'
import { useNoticeStore } from '../../stores/notices'
import { useQueueStore } from '../../stores/queues'
import { formatCount } from '../../text/format'
import { queueWords } from '../../text/words/annotation'
import type { ClipPlace } from './use-clip-place'

export interface QueuePlace extends ClipPlace {
  /** The queue that is worked through; null: the clips are those of the list. */
  readonly queueId: Ref<number | null>
  /** There is a clip that finishing leads to. */
  readonly hasNextToDo: Ref<boolean>
  goToNextToDo(): Promise<unknown>
  /** Another clip by its number, in the queue where it is one of it. */
  openClip(clipId: number): Promise<unknown>
  leaveQueue(): void
}

const nothingKnown: Omit<ClipRow, 'clipId'> = {
  ...{ file: '', dataset: '', speaker: null, sex: null, emotion: null, expected: null, predicted: null },
  ...{ confidence: null, isCorrect: null, durationSec: null, isAnnotated: false, state: 'waiting', error: null },
}

/** The way from clip to clip: through the list one came from or, where the address names one, through a queue. */
export function useQueuePlace(list: ClipPlace): QueuePlace {
  const route = useRoute()
  const router = useRouter()
  const queues = useQueueStore()
  const annotators = useAnnotatorStore()
  const notices = useNoticeStore()
  const rows = useClipListStore()
  const { filter } = useClipFilter()
  const { attempt } = useApiError()
  const { address } = list
  const queueId = computed(() => (route.query.queue === undefined ? null : Number(route.query.queue)))
  const auditPath = computed(() => `/p/${address.value.projectId}/a/${address.value.auditId}`)
  const at = computed(() => queues.clips.findIndex(clip => clip.clipId === address.value.clipId))
  const total = computed(() => queues.clips.length)
  const isIn = (): boolean => queueId.value !== null

  watch(
    [() => address.value.projectId, queueId],
    ([projectId, id]) => {
      if (id === null) return queues.leaveRun()
      void attempt(() => queues.enter(projectId, id))
    },
    { immediate: true },
  )
  // A queue belongs to one annotator: whoever opens it annotates as that one, and whoever becomes another one leaves it.
  watch(
    [() => queues.run, () => annotators.annotators, () => annotators.me?.id],
    ([run, all, me], [runBefore, , meBefore]) => {
      if (run === null || run.id !== queueId.value || run.annotatorId === me) return
      const owner = all.find(one => one.id === run.annotatorId)
      if (run === runBefore && me !== meBefore && meBefore === run.annotatorId) leaveQueue()
      else if (owner) {
        if (me !== undefined) notices.say('good', queueWords.takesOver(owner.name), queueWords.takesOverAdvice)
        annotators.choose(owner)
      }
    },
    { immediate: true },
  )
  watch(
    [at, queueId],
    () => {
      if (at.value >= 0 && queueId.value !== null) queues.stand(queueId.value, at.value)
    },
    { immediate: true },
  )

  const routeTo = (clipId: number): RouteLocationRaw => ({
    path: `${auditPath.value}/clips/${clipId}`,
    query: { queue: String(queueId.value) },
  })
  const goTo = (clipId: number): Promise<unknown> => router.replace(routeTo(clipId))
  const stepTo = (to: number): Promise<unknown> => {
    const clip = queues.clips[to]
    return clip ? goTo(clip.clipId) : Promise.resolve()
  }
  const nextToDo = (): { readonly clipId: number } | null => (at.value < 0 ? null : queues.nextUnfinished(at.value))
  function leaveQueue(): void {
    void router.push(`${auditPath.value}/queues`)
  }

  /** Of a blind queue all that may be shown of a clip is known before the clip is there. */
  const coveredRow = (): ClipRow | null => {
    const clip = queues.run?.isBlind ? queues.clips[at.value] : undefined
    return clip ? { ...nothingKnown, clipId: clip.clipId } : null
  }

  return {
    ...list,
    queueId,
    index: computed(() => (isIn() ? at.value : list.index.value)),
    words: computed(() =>
      isIn() ? (at.value < 0 ? '' : `${formatCount(at.value + 1)} of ${formatCount(total.value)}`) : list.words.value,
    ),
    canNext: computed(() => (isIn() ? at.value >= 0 && at.value + 1 < total.value : list.canNext.value)),
    listRoute: computed(() => (isIn() ? { path: `${auditPath.value}/queues` } : list.listRoute.value)),
    listed: computed(() => (isIn() ? coveredRow() : list.listed.value)),
    neighbours() {
      if (!isIn()) return list.neighbours()
      const wanted = [queues.nextUnfinished(at.value), queues.clips[at.value + 1], queues.clips[at.value - 1]]
      const ids = new Set(wanted.flatMap(clip => clip?.clipId ?? []))
      return [...ids].map(clipId => ({ clipId, state: 'done' as const }))
    },
    step: async direction => void (await (isIn() ? stepTo(at.value + direction) : list.step(direction))),
    loadList: () => (isIn() ? Promise.resolve() : list.loadList()),
    hasNextToDo: computed(() => (isIn() ? nextToDo() !== null : list.canNext.value)),
    goToNextToDo: () => (isIn() ? goTo(nextToDo()?.clipId ?? address.value.clipId) : list.step(1)),
    openClip(clipId) {
      if (isIn() && queues.clips.some(clip => clip.clipId === clipId)) return goTo(clipId)
      const found = rows.indexOf(clipId)
      const query = isIn() ? {} : { ...filter.value, ...(found < 0 ? {} : { i: String(found) }) }
      const go = isIn() ? router.push : router.replace
      return go({ path: `${auditPath.value}/clips/${clipId}`, query: query as Record<string, string> })
    },
    leaveQueue,
  }
}
