import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { AuditCard, AuditSummary } from '#contracts/audit'
import { api } from '../api/client'
import { useApiError } from '../composables/use-api-error'
import { useScope } from '../composables/use-scope'
import { useConnectionStore } from './connection'
import { useCoveredClipStore } from './covered-clips'
import type { Reading } from './covered-clips'

/** While an audit runs, its scores are read again at most this often. */
const SUMMARY_EVERY_MS = 1200

/** The audit that is looked at: progress by event, scores by request. */
export const useAuditStore = defineStore('audit', () => {
  const scope = useScope()
  const projectId = shallowRef('')
  const audit = shallowRef<AuditCard | null>(null)
  const summary = shallowRef<AuditSummary | null>(null)
  /** The summary tells of clips that whoever annotates now must not know of: another one is on its way. */
  const isStale = ref(false)
  const covered = useCoveredClipStore()
  const { attempt } = useApiError()
  const isRunning = computed(() => audit.value?.state === 'running')
  const isOver = computed(() => audit.value !== null && !['running', 'paused'].includes(audit.value.state))
  /** How often the model is right, for whoever may know it of all clips as each comes in. */
  const right = computed(() => {
    if (covered.reading === null) return null
    return covered.reading.reader === undefined ? (audit.value?.progress ?? null) : isStale.value ? null : summary.value
  })
  let isSummaryDue = false
  let asked = 0
  let toldTo: Reading | null = null

  async function load(ofProject: string, auditId: number): Promise<void> {
    if (audit.value?.id !== auditId || projectId.value !== ofProject) {
      audit.value = null
      summary.value = null
    }
    projectId.value = ofProject
    const [card, scores] = await Promise.all([api.audit(ofProject, auditId), readSummary(ofProject, auditId)])
    if (projectId.value !== ofProject) return
    audit.value = card
    keep(scores)
  }

  function keep(found: AuditSummary): void {
    summary.value = found
    isStale.value = tellsTooMuch()
  }
  function tellsTooMuch(): boolean {
    const { reading } = covered
    return reading === null || reading.reader !== toldTo?.reader || reading.waiting > (toldTo?.waiting ?? 0)
  }

  /** As it may be told to whoever annotates: none comes before that is known. */
  async function readSummary(ofProject: string, auditId: number): Promise<AuditSummary> {
    const reading = await covered.whenKnown(ofProject)
    const found = await api.summary(ofProject, auditId, reading.reader)
    toldTo = reading
    return found
  }

  async function refreshSummary(): Promise<void> {
    const card = audit.value
    if (!card) return
    const mine = ++asked
    const scores = await readSummary(projectId.value, card.id)
    if (mine === asked && audit.value?.id === card.id) keep(scores)
  }
  // A clip was heard, or somebody else annotates: what tells of more than may be told is not shown from then on.
  watch([() => covered.reading?.reader, () => covered.reading?.waiting], ([, waiting]) => {
    if (audit.value === null || toldTo === null) return
    isStale.value ||= tellsTooMuch()
    if (waiting !== undefined && (isStale.value || waiting !== toldTo.waiting)) void attempt(refreshSummary)
  })

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

  return { projectId, audit, summary, isStale, right, isRunning, isOver, load, steer }
})
