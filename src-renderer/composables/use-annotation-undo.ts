import { useRoute, useRouter } from 'vue-router'
import type { Stepped } from '#contracts/annotation'
import { toErrorBody } from '../api/failure'
import { differences } from '../stores/annotation-changes'
import { useAnnotatingStore } from '../stores/annotating'
import { useAnnotationStore } from '../stores/annotation'
import { useAnnotatorStore } from '../stores/annotators'
import { useClipListStore } from '../stores/clip-list'
import { useQueueStore } from '../stores/queues'
import { STEP_TOPIC, useNoticeStore } from '../stores/notices'
import { barWords, stepTitles, stepWords } from '../text/words/annotation'
import { filterOf } from './use-clip-filter'

/** Takes the annotator's last step back, or does it again, from any page of the project, and leads to the clip it was on. */
export function useAnnotationUndo(): (kind: 'undo' | 'redo') => Promise<void> {
  const route = useRoute()
  const router = useRouter()
  const annotating = useAnnotatingStore()
  const annotators = useAnnotatorStore()
  const list = useClipListStore()
  const store = useAnnotationStore()
  const queues = useQueueStore()
  const notices = useNoticeStore()

  async function lead({ clipId, clipIds, isOfMany, auditId, queueId }: Stepped): Promise<void> {
    const here = route.params.clip === undefined ? null : Number(route.params.clip)
    if (here === clipId || (isOfMany && here !== null && clipIds.includes(here))) return
    const project = `/p/${String(route.params.project)}`
    if (isOfMany && route.name === 'misclassifications') return
    if (isOfMany && auditId !== null) return void (await router.push(`${project}/a/${auditId}`))
    const isInRun = queues.run !== null && queues.clips.some(clip => clip.clipId === clipId)
    if (here !== null && isInRun) return void (await router.replace(toClip(queues.run!.auditId, queues.run!.id)))
    if (queueId !== null && auditId !== null) return void (await router.push(toClip(auditId, queueId)))
    annotating.isOn = true
    if (here !== null && route.query.queue === undefined) {
      const at = list.indexOf(clipId)
      const path = `${project}/a/${String(route.params.audit)}/clips/${clipId}`
      await router.replace({
        path,
        query: { ...filterOf(route.query), ...(at < 0 ? {} : { i: String(at) }) } as Record<string, string>,
      })
    } else if (auditId !== null) await router.push(`${project}/a/${auditId}/clips/${clipId}`)

    function toClip(inAudit: number, inQueue: number): { path: string; query: { queue: string } } {
      return { path: `${project}/a/${inAudit}/clips/${clipId}`, query: { queue: String(inQueue) } }
    }
  }

  return async kind => {
    const { me, projectId } = annotators
    if (me === null) return
    try {
      const stepped = await store.step(kind, projectId, me.id)
      const { before, after, clipIds } = stepped
      const words = `${stepTitles[kind]}: ${stepWords(before, after, differences(before, after), clipIds.length)}`
      notices.say('good', words, '', STEP_TOPIC)
      // Whichever queues the clip is in: they know best how far they are.
      if (before.isFinished !== after.isFinished) await queues.load(projectId)
      queues.markFinished(stepped.clipId, after.isFinished)
      await lead(stepped)
    } catch (failure) {
      const error = toErrorBody(failure)
      if (error.code === 'not-found') notices.say('good', barWords.noMore(kind), '', STEP_TOPIC)
      else notices.say('bad', error.message, '', STEP_TOPIC)
    }
  }
}
