import { until } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { QueueCard, QueuedClip } from '#contracts/annotation-queue'
import { annotationApi } from '../api/annotation-client'
import { useAnnotatorStore } from './annotators'
import { useQueueStore } from './queues'

const PAGE = 1000

interface Known {
  /** As the queue's card said when the clips were read. */
  readonly finished: number
  readonly clips: readonly QueuedClip[]
}

/** For whom figures are. */
export interface Reading {
  /** undefined: nothing is kept from them. */
  readonly reader: number | undefined
  readonly waiting: number
}

/** Clips that wait in a blind queue of whoever annotates: nothing must tell their labels. Read by the queue's button. */
export const useCoveredClipStore = defineStore('covered-clips', () => {
  const annotators = useAnnotatorStore()
  const queues = useQueueStore()
  const known = shallowRef<ReadonlyMap<string, Known>>(new Map())
  const keyOf = ({ id }: QueueCard): string => `${queues.projectId}/${id}`
  const open = computed(() => queues.mine.filter(card => card.isBlind && card.finished < card.clips))
  const due = computed(() => open.value.filter(card => known.value.get(keyOf(card))?.finished !== card.finished))
  /** Changes when clips must be read anew. */
  const key = computed(() => JSON.stringify(due.value.map(card => [keyOf(card), card.finished])))

  /** False: nobody can say yet which clips are covered, so that none may be told. */
  const isKnown = computed(() => {
    if (annotators.name === '') return true
    if (!annotators.isLoaded) return false
    if (annotators.me === null) return true
    const areQueuesRead = queues.isLoaded && queues.projectId === annotators.projectId
    return areQueuesRead && open.value.every(card => known.value.has(keyOf(card)))
  })
  /** Their numbers in the queue, from 1. */
  const numbers = computed((): ReadonlyMap<number, number> => {
    const waiting = open.value.flatMap(
      card => known.value.get(keyOf(card))?.clips.filter(clip => !clip.isFinished) ?? [],
    )
    return new Map(waiting.map(({ clipId, place }) => [clipId, place + 1]))
  })
  /** Lists are asked for as theirs; undefined: nothing is covered. */
  const reader = computed(() => (numbers.value.size > 0 ? annotators.me?.id : undefined))
  /** What figures are asked for: for whom, and how many clips they leave out. Null: nobody can say yet. */
  const reading = computed((): Reading | null =>
    isKnown.value ? { reader: reader.value, waiting: numbers.value.size } : null,
  )
  /** Nothing of a project's clips is asked for before: what came first would tell of all of them. */
  async function whenKnown(projectId: string): Promise<Reading> {
    const isOfProject = (): boolean => annotators.name === '' || annotators.projectId === projectId
    await until(() => isOfProject() && isKnown.value).toBe(true)
    return reading.value!
  }
  const isTold = (clipId: number): boolean => isKnown.value && !numbers.value.has(clipId)

  function keep(card: QueueCard, clips: readonly QueuedClip[]): void {
    known.value = new Map(known.value).set(keyOf(card), { finished: card.finished, clips })
  }
  // Of the queue that is worked through, each step is known here first.
  watch([() => queues.run, () => queues.clips], ([run, clips]) => {
    if (run !== null && clips.length === run.clips) keep(run, clips)
  })

  /** Reads one queue that is due; then `key` changes, and tells whether another is. */
  async function read(): Promise<void> {
    const asked = key.value
    const [card] = due.value
    if (!card) return
    const clips: QueuedClip[] = []
    while (clips.length < card.clips) {
      const { rows } = await annotationApi.queueClips(queues.projectId, card.id, clips.length, PAGE)
      if (key.value !== asked) return
      if (rows.length === 0) break
      clips.push(...rows)
    }
    keep(card, clips)
  }

  /** A clip was finished, or that was taken back, wherever it was heard: the step itself is on its way. */
  function settle(clipId: number, isFinished: boolean): void {
    queues.markFinished(clipId, isFinished)
    for (const card of queues.mine.filter(one => one.id !== queues.run?.id)) {
      const clips = known.value.get(keyOf(card))?.clips
      const at = clips?.findIndex(clip => clip.clipId === clipId) ?? -1
      if (!clips || at < 0 || clips[at].isFinished === isFinished) continue
      const after = { ...card, finished: card.finished + (isFinished ? 1 : -1) }
      queues.upsert(after)
      keep(
        after,
        clips.map((clip, place) => (place === at ? { ...clip, isFinished } : clip)),
      )
    }
  }

  return {
    ...{ numbers, reader, isKnown, reading, whenKnown, key, read, settle, isTold },
    /** Those that may be told. */
    told: <T extends { readonly clipId: number }>(clips: readonly T[]): readonly T[] =>
      clips.filter(({ clipId }) => isTold(clipId)),
  }
})
