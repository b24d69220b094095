import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type {
  Annotation,
  AnnotationChanges,
  AnnotationStep,
  ChangeManyInput,
  ClipAnnotation,
  Effort,
  SaveAnnotation,
  Stepped,
} from '#contracts/annotation'
import { annotationApi } from '../api/annotation-client'
import { toErrorBody } from '../api/failure'
import { whenReachable } from '../api/reachability'
import { useScope } from '../composables/use-scope'
import { useAnnotationOutbox } from './annotation-outbox'
import { applyChanges, differences } from './annotation-changes'
import { useAnnotatorStore } from './annotators'
import { useClipListStore } from './clip-list'

/** Typing and dragging are one step once they rest. */
const REST_MS = 600

/** What was done on a clip since the last step. */
export interface Work {
  readonly workedSec: number
  readonly listens: number
}

interface Place {
  readonly projectId: string
  readonly annotatorId: number
  readonly clipId: number
}

/** What the annotator says of the clip that is looked at; every change is on its way at once. */
export const useAnnotationStore = defineStore('annotation', () => {
  const outbox = useAnnotationOutbox()
  const annotators = useAnnotatorStore()
  const place = shallowRef<Place | null>(null)
  /** With the changes that are still on their way; null: not read yet. */
  const annotation = shallowRef<Annotation | null>(null)
  const effort = shallowRef<Effort | null>(null)
  const contradictions = shallowRef<readonly string[]>([])
  const scope = useScope()
  /** Typed, and not on its way yet. */
  const pending = shallowRef<AnnotationChanges | null>(null)
  let stopRest = (): void => undefined
  let begunAt = ''
  let takeWork = (): Work => ({ workedSec: 0, listens: 0 })
  /** Pressed before what was said of the clip is read. */
  let early: (() => void)[] = []
  let stepping: Promise<unknown> = Promise.resolve()
  const isAnswered = computed(() => annotation.value !== null && annotation.value.emotion !== null)

  /** @param work taken with every step: what was done since the one before */
  async function open(at: Place, work: () => Work): Promise<void> {
    leave()
    early = []
    place.value = at
    annotation.value = effort.value = null
    contradictions.value = []
    begunAt = new Date().toISOString()
    takeWork = work
    const found = await annotationApi.get(at.projectId, at.annotatorId, at.clipId)
    if (place.value !== at) return
    show(found)
    for (const run of early.splice(0)) run()
  }

  /** Now, or as soon as the clip's annotation is read: nobody has to wait with a key. Another clip drops it. */
  function onceRead(run: () => void): void {
    if (annotation.value !== null) run()
    else if (place.value !== null) early.push(run)
  }

  /** Time and listens count, whether or not anything was said. */
  function leave(): void {
    sendWork()
    place.value = null
  }

  function sendWork(): void {
    flush()
    if (place.value === null || annotation.value === null) return
    const work = takeWork()
    if (work.workedSec >= 1 || work.listens > 0) send(place.value, {}, work)
  }

  function change(changes: AnnotationChanges): void {
    flush()
    if (place.value !== null && apply(changes)) send(place.value, changes, takeWork())
  }

  /** As `change`, but what follows at once on the same answer is one step with it: letters of a note, presses on the pad. */
  function changeSoon(changes: AnnotationChanges): void {
    const isSame = pending.value !== null && Object.keys(pending.value).join() === Object.keys(changes).join()
    if (!isSame) flush()
    if (!apply(changes)) return
    pending.value = changes
    stopRest()
    stopRest = scope.timeout(REST_MS, flush)
  }

  /** What is still being typed is on its way from here. */
  function flush(): void {
    stopRest()
    const changes = pending.value
    pending.value = null
    if (changes !== null && place.value !== null) send(place.value, changes, takeWork())
  }

  /** @returns whether anything is another now */
  function apply(changes: AnnotationChanges): boolean {
    const before = annotation.value
    if (before === null) return false
    const after = applyChanges(before, changes)
    if (differences(before, after).length === 0) return false
    annotation.value = after
    return true
  }

  function send(at: Place, changes: AnnotationChanges, work: Work): void {
    void outbox.add({ ...at, save: newStep(changes, work) }).then(answer => {
      if (answer) accept(answer)
      else if (place.value === at) return reread(at)
    })
  }

  function newStep(changes: AnnotationChanges, work: Work): SaveAnnotation {
    const workedSec = Math.round(work.workedSec * 10) / 10
    return { eventId: crypto.randomUUID(), changes, begunAt, workedSec, listens: work.listens }
  }

  function accept(answer: AnnotationStep): void {
    useClipListStore().outdate()
    annotators.stepped(answer.annotatorId, answer.undo, answer.redo)
    const at = place.value
    if (at?.clipId === answer.clipId && at.annotatorId === answer.annotatorId) show(answer)
  }

  function show(found: ClipAnnotation): void {
    const at = place.value as Place
    const unsent = outbox.unsentOf(at.projectId, at.annotatorId, at.clipId)
    const sent = unsent.reduce((state, { save }) => applyChanges(state, save.changes), found.annotation)
    annotation.value = applyChanges(sent, pending.value ?? {})
    effort.value = found.effort
    // Of an older state while changes are on their way: they come with the answer to the last of them.
    if (unsent.length === 0 && pending.value === null) contradictions.value = found.contradictions
  }

  /** The engine refused a step: what it has is what counts. */
  async function reread(at: Place): Promise<void> {
    const found = await annotationApi.get(at.projectId, at.annotatorId, at.clipId)
    if (place.value === at) show(found)
  }

  /** A step on many clips may have been on the one that is looked at. */
  async function rereadOneOf(clipIds: readonly number[]): Promise<void> {
    if (place.value !== null && clipIds.length > 1 && clipIds.includes(place.value.clipId)) await reread(place.value)
  }

  /** The same said of many clips as one step, once all before it is saved. @returns the clips that it changed */
  async function changeMany(
    projectId: string,
    annotatorId: number,
    wanted: Omit<ChangeManyInput, 'eventId'>,
  ): Promise<readonly number[]> {
    const eventId = crypto.randomUUID()
    await outbox.whenSent()
    const { clipIds, undo, redo } = await surely(() =>
      annotationApi.changeMany(projectId, annotatorId, { ...wanted, eventId }),
    )
    useClipListStore().outdate()
    annotators.stepped(annotatorId, undo, redo)
    return clipIds
  }

  /** Takes back the annotator's last step, whichever clip it was on, once all before it is saved; one after the other. */
  function step(kind: 'undo' | 'redo', projectId: string, annotatorId: number): Promise<Stepped> {
    const eventId = crypto.randomUUID()
    flush()
    const task = stepping.then(async () => {
      await outbox.whenSent()
      const answer = await surely(() => annotationApi.undoOrRedo(projectId, annotatorId, kind, eventId))
      accept(answer)
      await rereadOneOf(answer.clipIds)
      return answer
    })
    stepping = task.catch(() => undefined) // said by whoever asked
    return task
  }

  // The window closes: the step is kept, whether or not it is sent in time.
  if (typeof window !== 'undefined') scope.listen(window, 'pagehide', sendWork)

  return {
    ...{ place, annotation, effort, contradictions, isAnswered, pending },
    ...{ open, onceRead, leave, change, changeSoon, changeMany, flush, step },
  }
})

/** Asks again once the engine is back: with the same event id, what arrived the first time is not done twice. */
async function surely<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (failure) {
      if (toErrorBody(failure).code !== 'engine-gone') throw failure
      await whenReachable()
    }
  }
}
