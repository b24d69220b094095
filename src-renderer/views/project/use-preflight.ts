import { shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import type { PreflightReport } from '#contracts/preflight'
import { libraryApi } from '../../api/library-client'
import { useApiError } from '../../composables/use-api-error'
import { useConnectionStore } from '../../stores/connection'
import { useProjectStore } from '../../stores/project'

/** How far a data set is looked over, as it goes on; counts only. */
export function usePreflight(of: () => { projectId: string; datasetId: number }): {
  report: ShallowRef<PreflightReport | null>
  start(): Promise<void>
  stop(): Promise<void>
} {
  const projects = useProjectStore()
  const { attempt } = useApiError()
  const report = shallowRef<PreflightReport | null>(null)
  let turns = 0
  const take = (read: () => Promise<PreflightReport>): Promise<void> => {
    const turn = ++turns
    return attempt(read).then(found => {
      if (found && turn === turns) report.value = found // an earlier question's answer may come last
    })
  }
  const load = (): Promise<void> => take(() => libraryApi.preflight(of().projectId, of().datasetId, 0))

  watch(
    () => [of().projectId, of().datasetId, projects.preflightNews[of().datasetId], useConnectionStore().epoch],
    load,
    { immediate: true },
  )
  return {
    report,
    start: () => take(() => libraryApi.startPreflight(of().projectId, of().datasetId)),
    stop: () => take(() => libraryApi.stopPreflight(of().projectId, of().datasetId)),
  }
}
