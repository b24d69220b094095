import { defineStore } from 'pinia'
import type { Judgement } from '#contracts/judgement'
import type { SaliencyMethod } from '#contracts/settings'
import { api } from '../api/client'
import type { ClipAddress } from '../api/client'
import { keepLast } from './keep-last'

const KEPT = 64

/** Whose map is judged: a method's whole map of a clip for one label. */
export interface JudgedMap {
  readonly at: ClipAddress
  readonly method: SaliencyMethod
  readonly target: string
}

/** How far maps that were looked at can be trusted: made on request, kept. */
export const useJudgementStore = defineStore('judgements', () => {
  const judgements = keepLast<Judgement>(KEPT)

  function ask({ at, method, target }: JudgedMap): Promise<Judgement> {
    const key = JSON.stringify([at.projectId, at.auditId, at.clipId, method, target])
    return judgements(key, () => api.judgement(at, method, target))
  }

  return { ask }
})
