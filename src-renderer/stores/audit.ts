import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AuditCard, AuditSummary } from '#contracts/audit'
import { api } from '../api/client'
import { useScope } from '../composables/use-scope'
import { useConnectionStore } from './connection'

/** While an audit runs, its scores are read again at most this often. */
const SUMMARY_EVERY_MS = 1200

/** The audit that is looked at: progress by event, scores by request. */
export const useAuditStore = defineStore('audit', () => {
  const scope = useScope()
  const projectId = shallowRef('')
  const audit = shallowRef<AuditCard | null>(null)
  const summary = shallowRef<AuditSummary | null>(null)
  const isRunning = computed(() => audit.value?.state === 'running')
  const isOver = computed(() => audit.value !== null && !['running', 'paused'].includes(audit.value.state))
  let isSummaryDue = false

  async function load(ofProject: string, auditId: number): Promise<void> {
    if (audit.value?.id !== auditId || projectId.value !== ofProject) {
      audit.value = null
      summary.value = null
    }
    projectId.value = ofProject
    const [card, scores] = await Promise.all([api.audit(ofProject, auditId), api.summary(ofProject, auditId)])
    if (projectId.value !== ofProject) return
    audit.value = card
    summary.value = scores
  }

  async function refreshSummary(): Promise<void> {
    const card = audit.value
    if (!card) return
    const scores = await api.summary(projectId.value, card.id)
    if (audit.value?.id === card.id) summary.value = scores
  }

  function summarySoon(): void {
    if (isSummaryDue) return
    isSummaryDue = true
    scope.timeout(SUMMARY_EVERY_MS, () => {
      isSummaryDue = false
      refreshSummary().catch(() => undefined) // the next event asks again
    })
  }

  async function steer(action: 'pause' | 'resume' | 'cancel'): Promise<void> {
    if (audit.value) audit.value = await api.steerAudit(projectId.value, audit.value.id, action)
  }

  useConnectionStore().onEvent(event => {
    if (event.type !== 'audit' || event.projectId !== projectId.value || event.audit.id !== audit.value?.id) return
    audit.value = event.audit
    summarySoon()
  })

  return { projectId, audit, summary, isRunning, isOver, load, steer }
})
