import { useRouter } from 'vue-router'
import type { Project } from '#contracts/project'
import { useLibraryStore } from '../stores/library'

/** Opens a project where one was last in it; else the results of its one audit, or its own page. */
export function useEnterProject(): (project: Project) => Promise<void> {
  const router = useRouter()
  const library = useLibraryStore()
  return async project => {
    await library.load()
    const place = library.library?.projects.find(({ id }) => id === project.id)?.place
    const only = project.audits.length === 1 ? project.audits[0] : null
    const run = only && ['running', 'paused'].includes(only.state) ? '/run' : ''
    const toResults = only ? `/a/${only.id}${run}` : ''
    await router.push(`/p/${project.id}${place?.path ?? toResults}`)
  }
}
