import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { SaliencyScale } from '#contracts/saliency-scale'
import type { SaliencyMethod } from '#contracts/settings'
import { api } from '../api/client'
import { useAuditStore } from './audit'

/** Which maps share a scale. */
export interface ScaleQuestion {
  readonly method: SaliencyMethod
  readonly question: 'label' | 'difference'
}

/** What saliency is strong in the audit that is looked at, read from a sample of its clips; asked for, never by itself. */
export const useSaliencyScaleStore = defineStore('saliency-scales', () => {
  const audits = useAuditStore()
  const known = shallowReactive(new Map<string, SaliencyScale>())
  /** While clips come in, the sample is another; null: no audit is known yet. */
  const place = computed(() => {
    const { audit, projectId } = audits
    return audit ? `${projectId}/${audit.id}/${audit.state}` : null
  })
  const keyOf = ({ method, question }: ScaleQuestion): string => `${place.value} ${method} ${question}`

  async function ask(wanted: ScaleQuestion): Promise<SaliencyScale> {
    const key = keyOf(wanted)
    const found = known.get(key)
    if (found && !found.isDue) return found
    const scale = await api.saliencyScale(audits.projectId, audits.audit!.id, wanted.method, wanted.question)
    known.set(key, scale)
    return scale
  }

  /** What is known by now; null: nobody has asked, or there is no answer yet. */
  const of = (wanted: ScaleQuestion): SaliencyScale | null => known.get(keyOf(wanted)) ?? null

  return { place, ask, of }
})
