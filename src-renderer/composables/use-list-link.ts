import type { RouteLocationRaw } from 'vue-router'
import { useRoute, useRouter } from 'vue-router'
import type { Condition } from '#contracts/clip-query'
import { writeConditions } from '../text/conditions'
import type { FilterPatch } from './use-clip-filter'

/** Leads from a figure of an audit to the list of its clips. */
export function useListLink(): {
  to(filter: FilterPatch, conditions?: readonly Condition[]): RouteLocationRaw
  go(filter: FilterPatch, conditions?: readonly Condition[]): void
  open(clipId: number): void
} {
  const route = useRoute()
  const router = useRouter()
  const base = (): string => `/p/${String(route.params.project)}/a/${String(route.params.audit)}`
  const to = (filter: FilterPatch, conditions: readonly Condition[] = []): RouteLocationRaw => ({
    path: base(),
    query: { ...filter, where: writeConditions(conditions) },
  })
  return {
    to,
    go: (filter, conditions) => void router.push(to(filter, conditions)),
    open: clipId => void router.push(`${base()}/clips/${clipId}`),
  }
}
