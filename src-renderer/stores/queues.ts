import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { NewQueuesInput, QueueCard, QueuedClip } from '#contracts/annotation-queue'
import { annotationApi } from '../api/annotation-client'
import { useAnnotatorStore } from './annotators'

const PAGE = 1000

/** Queues of a project, and the one that is worked through: its clips in order, and where one stands. */
export const useQueueStore = defineStore('queues', () => {
  const annotators = useAnnotatorStore()
  const projectId = ref('')
  const cards = shallowRef<readonly QueueCard[]>([])
  /** All of the project are there; false while they are on their way. */
  const isLoaded = ref(false)
  /** The place one was at, by project and queue: one goes on there the next day. */
  const places = useLocalStorage<Record<string, number>>('cuescope.queuePlaces', {})
  const lastUsed = useLocalStorage<Record<string, number>>('cuescope.queue', {})

  const run = shallowRef<QueueCard | null>(null)
  const clips = shallowRef<readonly QueuedClip[]>([])

  const mine = computed(() => cards.value.filter(card => card.annotatorId === annotators.me?.id))
  /** The one that I go on with: the last one I was in, unless it is done and another is not. */
  const current = computed(() => {
    const open = mine.value.filter(card => card.finished < card.clips)
    const last = lastUsed.value[`${projectId.value}/${annotators.me?.id ?? ''}`]
    return open.find(card => card.id === last) ?? open[0] ?? mine.value.find(card => card.id === last) ?? null
  })

  async function load(id: string): Promise<void> {
    if (projectId.value !== id) {
      cards.value = []
      isLoaded.value = false
    }
    projectId.value = id
    const found = await annotationApi.queues(id)
    if (projectId.value !== id) return
    cards.value = found
    isLoaded.value = true
  }

  async function add(auditId: number, wanted: NewQueuesInput): Promise<QueueCard[]> {
    const added = await annotationApi.addQueues(projectId.value, auditId, wanted)
    added.forEach(upsert)
    return added
  }

  async function rename(card: QueueCard, name: string): Promise<void> {
    upsert(await annotationApi.renameQueue(projectId.value, card.id, name))
  }

  async function remove(card: QueueCard): Promise<void> {
    await annotationApi.removeQueue(projectId.value, card.id)
    cards.value = cards.value.filter(one => one.id !== card.id)
    if (run.value?.id === card.id) run.value = null
  }

  function upsert(card: QueueCard): void {
    const isKnown = cards.value.some(one => one.id === card.id)
    cards.value = isKnown ? cards.value.map(one => (one.id === card.id ? card : one)) : [...cards.value, card]
    if (run.value?.id === card.id) run.value = card
  }

  /** Works through a queue from now on. */
  async function enter(inProject: string, queueId: number): Promise<void> {
    if (run.value?.id !== queueId || projectId.value !== inProject) {
      run.value = null
      clips.value = []
    }
    projectId.value = inProject
    const card = await annotationApi.queue(inProject, queueId)
    const rows: QueuedClip[] = []
    do {
      const page = await annotationApi.queueClips(inProject, queueId, rows.length, PAGE)
      rows.push(...page.rows)
      if (page.rows.length === 0) break
    } while (rows.length < card.clips)
    upsert(card)
    run.value = card
    clips.value = rows
    lastUsed.value = { ...lastUsed.value, [`${inProject}/${card.annotatorId}`]: queueId }
  }

  function leaveRun(): void {
    run.value = null
    clips.value = []
  }

  /** I finished a clip, or took that back: the step itself is on its way. */
  function markFinished(clipId: number, isFinished: boolean): void {
    const known = clips.value.find(clip => clip.clipId === clipId)
    if (!known || known.isFinished === isFinished || run.value === null) return
    clips.value = clips.value.map(clip => (clip === known ? { ...clip, isFinished } : clip))
    upsert({ ...run.value, finished: run.value.finished + (isFinished ? 1 : -1) })
  }

  const placeKey = (queueId: number): string => `${projectId.value}/${queueId}`
  function stand(queueId: number, place: number): void {
    places.value = { ...places.value, [placeKey(queueId)]: place }
  }

  /** Where to go on: the clip one stopped at, or the next that is not finished; null: all are. */
  function resumeAt(queueId: number): Promise<QueuedClip | null> {
    const place = places.value[placeKey(queueId)] ?? 0
    return annotationApi.nextInQueue(projectId.value, queueId, place - 1)
  }

  /** Of a queue that is finished, to look at it again; null: it has none. */
  async function firstOf(queueId: number): Promise<QueuedClip | null> {
    return (await annotationApi.queueClips(projectId.value, queueId, 0, 1)).rows[0] ?? null
  }

  /** Not finished, behind this place, or from the start; null: none but this one. */
  function nextUnfinished(after: number): QueuedClip | null {
    const open = clips.value.filter(clip => !clip.isFinished && clip.place !== after)
    return open.find(clip => clip.place > after) ?? open[0] ?? null
  }

  return {
    ...{ projectId, cards, isLoaded, mine, current, run, clips },
    ...{ load, add, rename, remove, upsert, enter, leaveRun, markFinished, stand, resumeAt, firstOf, nextUnfinished },
  }
})
