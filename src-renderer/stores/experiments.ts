import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ExperimentCard, ExperimentKind, ExperimentResult, NewExperiment } from '#contracts/experiment'
import { api } from '../api/client'
import { libraryApi } from '../api/library-client'
import { useConnectionStore } from './connection'
import { useCoveredClipStore } from './covered-clips'
import { keepLast } from './keep-last'

const RESULTS_KEPT = 40

export type CardOf<K extends ExperimentKind> = Extract<ExperimentCard, { kind: K }>

/** What results are asked for: anew with each twentieth of the work, and when it ends. */
export function pulseOf({ id, state, progress }: ExperimentCard): string {
  return `${id} ${state} ${progress.total > 0 ? Math.floor((20 * progress.done) / progress.total) : 0}`
}

/** The experiments of the audit that is looked at: progress by event, results by request. */
export const useExperimentStore = defineStore('experiments', () => {
  const covered = useCoveredClipStore()
  const cards = shallowRef<readonly ExperimentCard[]>([])
  const results = keepLast<ExperimentResult>(RESULTS_KEPT)
  /** Experiments that events spoke of since something was asked last. */
  const heard = new Set<number>()
  let source = { projectId: '', auditId: 0 }

  async function load(projectId: string, auditId: number): Promise<void> {
    if (source.projectId !== projectId || source.auditId !== auditId) cards.value = []
    source = { projectId, auditId }
    const found = await api.experiments(projectId, auditId)
    if (source.projectId === projectId && source.auditId === auditId) cards.value = found
  }

  function start(wanted: NewExperiment): Promise<void> {
    return settle(() => api.startExperiment(source.projectId, source.auditId, wanted))
  }

  function steer(card: ExperimentCard, action: 'pause' | 'resume' | 'cancel'): Promise<void> {
    return settle(() => api.steerExperiment(source.projectId, card.auditId, card.id, action))
  }

  async function remove(card: ExperimentCard): Promise<void> {
    await libraryApi.deleteExperiment(source.projectId, card.auditId, card.id)
    cards.value = cards.value.filter(one => one.id !== card.id)
  }

  /** A quick experiment is done before the answer that it runs is here: what events said meanwhile is newer. */
  async function settle(ask: () => Promise<ExperimentCard>): Promise<void> {
    heard.clear()
    const card = await ask()
    if (card.state !== 'running' || !heard.has(card.id)) put(card)
  }

  /** Of what is done so far: asked again as more is, or as other clips may be told of. Not before that is known. */
  function result(card: ExperimentCard, query: { channel?: number; limit?: number } = {}): Promise<ExperimentResult> {
    const { projectId } = source
    const { reading } = covered
    const key = JSON.stringify([projectId, card.auditId, card.id, card.state, card.progress.done, query, reading])
    const asked = { ...query, reader: reading?.reader }
    return results(key, () => api.experimentResult(projectId, card.auditId, card.id, asked))
  }

  /** The newest first. */
  function ofKind<K extends ExperimentKind>(kind: K): CardOf<K>[] {
    const isKind = (card: ExperimentCard): card is CardOf<K> => card.kind === kind
    return cards.value.filter(isKind).sort((a, b) => b.id - a.id)
  }

  function put(card: ExperimentCard): void {
    cards.value = [...cards.value.filter(one => one.id !== card.id), card]
  }

  useConnectionStore().onEvent(event => {
    if (event.type !== 'experiment' || event.projectId !== source.projectId) return
    if (event.experiment.auditId !== source.auditId) return
    heard.add(event.experiment.id)
    put(event.experiment)
  })

  return { cards, load, start, steer, remove, result, ofKind }
})
