import { api } from '../../api/client'
import { useLibraryStore } from '../../stores/library'
import { useSettingsStore } from '../../stores/settings'
import type { InspectorTab } from '../../stores/settings'
import type { TourStepId } from '../../stores/tour'

/** Where a step is: the page, by its route's name, and the element that it is about. */
export interface TourPlace {
  readonly page: 'library' | 'project' | 'misclassifications' | 'clip'
  readonly target: string
  readonly tab?: InspectorTab
}

export const tourPlaces: Readonly<Record<TourStepId, TourPlace>> = {
  library: { page: 'library', target: '[data-tour=demo]' },
  project: { page: 'project', target: '[data-tour=audits]' },
  matrix: { page: 'misclassifications', target: '[data-tour=matrix]' },
  list: { page: 'misclassifications', target: '[data-tour=list]' },
  clip: { page: 'clip', target: '[data-tour=panes]' },
  salient: { page: 'clip', target: '[data-tour=salient]' },
  cues: { page: 'clip', target: '[data-tour=inspector]', tab: 'cues' },
  verdict: { page: 'clip', target: '[data-tour=inspector]', tab: 'why' },
  annotate: { page: 'clip', target: '[data-tour=annotate]' },
  export: { page: 'clip', target: '[data-tour=export]' },
}

/** The address of a step's page in the demo; null: the demo isn't made yet. */
export async function addressOf(step: TourStepId): Promise<string | null> {
  const { page } = tourPlaces[step]
  if (page === 'library') return '/'
  const store = useLibraryStore()
  if (store.library === null) await store.load()
  const demo = store.library?.projects.find(project => project.isDemo && project.audits > 0 && !project.isMissing)
  if (!demo) return null
  if (page === 'project') return `/p/${demo.id}`
  const { audits } = await api.project(demo.id)
  const base = `/p/${demo.id}/a/${audits[0].id}`
  if (page === 'misclassifications') return base
  const { rows } = await api.clips(demo.id, audits[0].id, { outcome: 'wrong', limit: 1 })
  return rows.length === 0 ? base : `${base}/clips/${rows[0].clipId}?outcome=wrong&i=0`
}

/** Opens the part of the inspector that a step is about. */
export function prepare(step: TourStepId): void {
  const { tab } = tourPlaces[step]
  if (tab !== undefined) useSettingsStore().inspectorTab = tab
}
