import { computed, watch } from 'vue'
import type { ComputedRef, WatchSource } from 'vue'
import { useRoute } from 'vue-router'
import { useProjectStore } from '../stores/project'
import { useApiError } from './use-api-error'
import { usePageLoad } from './use-page-load'
import type { PageLoad } from './use-page-load'

export interface AuditPage extends PageLoad {
  readonly projectId: ComputedRef<string>
  readonly auditId: ComputedRef<number>
}

/** A page about the audit in the address, whose project is known to the bar above. @param also what else it is about */
export function useAuditPage(
  read: (projectId: string, auditId: number) => Promise<unknown>,
  also: readonly WatchSource[] = [],
): AuditPage {
  const route = useRoute()
  const { attempt } = useApiError()
  const projectId = computed(() => String(route.params.project))
  const auditId = computed(() => Number(route.params.audit))
  const page = usePageLoad([projectId, auditId, ...also], () => read(projectId.value, auditId.value))
  watch(projectId, id => void attempt(() => useProjectStore().ensure(id)), { immediate: true })
  return { projectId, auditId, ...page }
}
