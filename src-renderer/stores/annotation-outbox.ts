import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { AnnotationStep } from '#contracts/annotation'
import type { ErrorBody, ErrorCode } from '#contracts/error'
import { annotationApi } from '../api/annotation-client'
import { toErrorBody } from '../api/failure'
import { whenReachable } from '../api/reachability'
import { useScope } from '../composables/use-scope'
import { forgetStep, keepStep, keptSteps } from './unsent-steps'
import type { StepStorage, UnsentStep } from './unsent-steps'

/** Sending these again would end the same. Everything else, e.g. a full disk or an engine that starts again, may pass. */
const LASTING: readonly ErrorCode[] = ['bad-option', 'label-unknown', 'not-found', 'not-json', 'too-large', 'forbidden']
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 10_000

interface Waiting {
  readonly key: string
  readonly step: UnsentStep
  readonly settle: (answer: AnnotationStep | null) => void
}
export interface RefusedStep {
  readonly step: UnsentStep
  readonly error: ErrorBody
}

/**
 * Annotation steps on their way: sent one after the other, in order, each until it is acknowledged. A step keeps its event
 * id, so that one that arrived before the connection broke is not done twice; what is unsent outlives the window.
 */
export const useAnnotationOutbox = defineStore('annotation-outbox', () => {
  const scope = useScope()
  const storage: StepStorage | null = typeof localStorage === 'undefined' ? null : localStorage
  const waiting = shallowRef<readonly Waiting[]>([])
  const refused = shallowRef<readonly RefusedStep[]>([])
  /** Why the last attempt failed; null: it did not. */
  const trouble = shallowRef<ErrorBody | null>(null)
  let isSending = false
  const state = computed<'saved' | 'saving' | 'retrying' | 'refused'>(() => {
    if (trouble.value !== null) return 'retrying'
    if (waiting.value.length > 0) return 'saving'
    return refused.value.length > 0 ? 'refused' : 'saved'
  })

  /** Settles with the engine's answer; null: it refused the step. */
  function add(step: UnsentStep): Promise<AnnotationStep | null> {
    const key = storage ? keepStep(storage, step, Date.now()) : ''
    return enqueue(key, step)
  }

  function enqueue(key: string, step: UnsentStep): Promise<AnnotationStep | null> {
    const answer = new Promise<AnnotationStep | null>(settle => {
      waiting.value = [...waiting.value, { key, step, settle }]
    })
    void sendAll()
    return answer
  }

  async function sendAll(): Promise<void> {
    if (isSending) return
    isSending = true
    let pauseMs = FIRST_PAUSE_MS
    while (waiting.value.length > 0) {
      const [first] = waiting.value
      const { projectId, annotatorId, clipId, save } = first.step
      try {
        done(first, await annotationApi.save(projectId, annotatorId, clipId, save))
        pauseMs = FIRST_PAUSE_MS
      } catch (failure) {
        const error = toErrorBody(failure)
        if (LASTING.includes(error.code)) {
          refused.value = [...refused.value, { step: first.step, error }]
          done(first, null)
        } else {
          trouble.value = error
          await pause(error.code, pauseMs)
          pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)
        }
      }
    }
    isSending = false
  }

  function done(one: Waiting, answer: AnnotationStep | null): void {
    trouble.value = null
    if (storage) forgetStep(storage, one.key)
    waiting.value = waiting.value.filter(other => other !== one)
    one.settle(answer)
  }

  function pause(code: ErrorCode, forMs: number): Promise<void> {
    if (code === 'engine-gone') return whenReachable()
    return new Promise(resolve => scope.timeout(forMs, resolve))
  }

  /** Once nothing is on its way any more: acknowledged, or refused. */
  function whenSent(): Promise<void> {
    if (waiting.value.length === 0) return Promise.resolve()
    return new Promise(resolve => {
      const stop = watch(waiting, left => {
        if (left.length > 0) return
        stop()
        resolve()
      })
    })
  }

  /** What this clip's annotation will be changed by once everything has arrived. */
  function unsentOf(projectId: string, annotatorId: number, clipId: number): readonly UnsentStep[] {
    const isOf = ({ step }: Waiting): boolean =>
      step.projectId === projectId && step.annotatorId === annotatorId && step.clipId === clipId
    return waiting.value.filter(isOf).map(({ step }) => step)
  }

  /** Sends what an earlier window could not: call once, at the start. */
  function resume(): void {
    if (storage) for (const { key, step } of keptSteps(storage)) void enqueue(key, step)
  }

  return {
    ...{ waiting, refused, trouble, state, add, whenSent, unsentOf, resume },
    dismissRefused: () => void (refused.value = []),
  }
})
