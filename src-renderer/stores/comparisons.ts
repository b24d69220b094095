import { defineStore } from 'pinia'
import type { ComparedWindows, Comparison, CompareQueryInput } from '#contracts/comparison'
import { compareApi } from '../api/compare-client'
import { keepLast } from './keep-last'

const KEPT = 4

export interface CompareQuestion {
  readonly projectId: string
  readonly asked: CompareQueryInput
  /** How many clips have results in either audit, and what else an answer follows from. */
  readonly asOf: string
}

/** Comparisons take seconds: coming back to one from the clips that it led to, one finds it as it was. */
export const useComparisonStore = defineStore('comparisons', () => {
  const scores = keepLast<Comparison>(KEPT)
  const looks = keepLast<ComparedWindows | null>(KEPT)
  return {
    comparison: (question: CompareQuestion): Promise<Comparison> =>
      scores(JSON.stringify(question), () => compareApi.comparison(question.projectId, question.asked)),
    windows: (question: CompareQuestion): Promise<ComparedWindows | null> =>
      looks(JSON.stringify(question), () => compareApi.windows(question.projectId, question.asked)),
  }
})
