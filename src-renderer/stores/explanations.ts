import { defineStore } from 'pinia'
import type { NamedArray } from '#contracts/arrays'
import type { SaliencyMethod } from '#contracts/settings'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import { keepLast } from './keep-last'

const MAPS_KEPT = 32
const CONCEPTS_KEPT = 6

/** What one asks about a clip: what speaks for `target` (rather than `against`), as `method` sees it. */
export interface Question {
  readonly at: ClipAddress
  readonly method: SaliencyMethod
  readonly target: string
  readonly against: string | null
  /** Concepts: the layer whose channels they are; '': the audit's. */
  readonly layer: string
}

export function hasConcepts({ method }: Pick<Question, 'method'>): boolean {
  return method === 'crp'
}

export function questionKey({ at, method, target, against, layer }: Question): string {
  return JSON.stringify([at.projectId, at.auditId, at.clipId, method, target, against, method === 'crp' ? layer : ''])
}

/** The map itself is still to come. */
export function isSketch({ meta }: NamedArray): boolean {
  return meta.detail === 'coarse'
}

/** Maps that were looked at, so that going back and forth is immediate. */
export const useExplanationStore = defineStore('explanations', () => {
  const maps = keepLast<NamedArray>(MAPS_KEPT)
  const firstLooks = keepLast<NamedArray>(MAPS_KEPT)
  const concepts = keepLast<NamedArray>(CONCEPTS_KEPT)

  /**
   * [mels, frames], or [concepts, mels, frames] where `hasConcepts`.
   * @param showSketch gets a coarser map first, where the map itself is not at hand and takes long
   */
  function ask(question: Question, showSketch?: (sketch: NamedArray) => void): Promise<NamedArray> {
    const { at, target, against, layer } = question
    const key = questionKey(question)
    if (hasConcepts(question)) return concepts(key, () => api.concepts(at, layer, target, against ?? undefined))
    return maps(key, async () => {
      if (question.method !== 'occlusion' || !showSketch) return fetchMap(question)
      const first = await look(question)
      if (!isSketch(first)) return first
      showSketch(first)
      return fetchMap(question)
    })
  }

  /** What `ask` shows first, asked for before somebody does. */
  function makeReady(question: Question): void {
    const first = question.method === 'occlusion' ? look(question) : ask(question)
    first.catch(() => undefined) // it is asked for again, and reported, when it is looked at
  }

  const look = (question: Question): Promise<NamedArray> =>
    firstLooks(questionKey(question), () => fetchMap(question, 'coarse'))
  const fetchMap = ({ at, method, target, against }: Question, detail?: 'coarse'): Promise<NamedArray> =>
    api.saliency(at, method, target, against ?? undefined, detail)

  return { ask, makeReady }
})
