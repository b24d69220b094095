import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useQueueStore } from './queues'
import { annotationApi } from '../api/annotation-client'

const PAGE = 1000
const TELLING = ['expected', 'predicted', 'outcome', 'text', 'where']

/** Whether a list that was asked for so tells something of the answers to its clips. */
export function tellsAnswers(asked: Readonly<Record<string, unknown>>): boolean {
  const { sort = 'file' } = asked
  return sort !== 'file' || TELLING.some(key => asked[key] !== undefined)
}

/** Clips that wait in a blind queue of whoever annotates: lists must not tell their labels. Read by the queue's button. */
export const useCoveredClipStore = defineStore('covered-clips', () => {
  const queues = useQueueStore()
  /** Their numbers in the queue, from 1. */
  const numbers = shallowRef<ReadonlyMap<number, number>>(new Map())
  const open = computed(() => queues.mine.filter(card => card.isBlind && card.finished < card.clips))
  /** Changes when they must be read anew; in a queue that is worked through, the clips are covered by the queue itself. */
  const key = computed(() =>
    queues.run === null
      ? JSON.stringify([queues.projectId, ...open.value.map(card => [card.id, card.finished])])
      : 'in a queue',
  )

  async function read(): Promise<void> {
    const asked = key.value
    if (queues.run !== null) return
    const found = new Map<number, number>()
    for (const card of open.value) {
      for (let offset = 0; offset < card.clips; offset += PAGE) {
        const { rows } = await annotationApi.queueClips(queues.projectId, card.id, offset, PAGE)
        if (key.value !== asked) return
        for (const { clipId, place, isFinished } of rows) if (!isFinished) found.set(clipId, place + 1)
      }
    }
    numbers.value = found
  }

  return { numbers, key, read }
})
