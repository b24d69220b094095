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

/** The concepts of a layer are told apart for one label at a time; of a difference there is only the whole map. */
export function hasConcepts({ method, against }: Pick<Question, 'method' | 'against'>): boolean {
  return method === 'crp' && against === null
}

export function questionKey({ at, method, target, against, layer }: Question): string {
  return JSON.stringify([at.projectId, at.auditId, at.clipId, method, target, against, method === 'crp' ? layer : ''])
}

/** Maps that were looked at, so that going back and forth is immediate. */
export const useExplanationStore = defineStore('explanations', () => {
  const maps = keepLast<NamedArray>(MAPS_KEPT)
  const concepts = keepLast<NamedArray>(CONCEPTS_KEPT)

  /** [mels, frames], or [concepts, mels, frames] where `hasConcepts`. */
  function ask(question: Question): Promise<NamedArray> {
    const { at, method, target, against, layer } = question
    const key = questionKey(question)
    if (hasConcepts(question)) return concepts(key, () => api.concepts(at, layer, target))
    return maps(key, () => api.saliency(at, method, target, against ?? undefined))
  }

  return { ask }
})
