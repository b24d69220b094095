import { computed, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { AuditCard } from '#contracts/audit'
import type { Project } from '#contracts/project'
import { offeredMethods } from '../../text/methods'
import type { OfferedMethod } from '../../text/methods'
import type { Side } from '../../text/words/compare'

/** Two audits and whose windows of each, as the address carries them. */
export interface CompareChoice {
  readonly a: number | null
  readonly b: number | null
  readonly methodA: OfferedMethod | null
  readonly methodB: OfferedMethod | null
  /** Null: the same project. */
  readonly projectB: string | null
}

export function useCompareChoice(
  projectA: Ref<Project | null>,
  projectB: Ref<Project | null>,
): {
  choice: ComputedRef<CompareChoice>
  /** The cards of the audits chosen; null: none, or not read yet. */
  cards: ComputedRef<Readonly<Record<Side, AuditCard | null>>>
  choose(changes: Partial<CompareChoice>): void
  swap(): void
} {
  const route = useRoute()
  const router = useRouter()
  const word = (key: string): string | null => {
    const value = route.query[key]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const id = (key: string): number | null => Number(word(key)) || null
  const choice = computed<CompareChoice>(() => ({
    ...{ a: id('a'), b: id('b'), projectB: word('projectB') },
    methodA: word('methodA') as OfferedMethod | null,
    methodB: word('methodB') as OfferedMethod | null,
  }))
  const cards = computed(() => ({
    a: projectA.value?.audits.find(audit => audit.id === choice.value.a) ?? null,
    b: projectB.value?.audits.find(audit => audit.id === choice.value.b) ?? null,
  }))

  function choose(changes: Partial<CompareChoice>): void {
    const now = { ...choice.value, ...changes }
    const query = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== null))
    void router.replace({ path: `/p/${String(route.params.project)}/compare`, query: query as Record<string, string> })
  }

  // Whoever comes without a choice wants the two that there are.
  watch(
    [projectA, projectB, choice],
    () => {
      const { a, b } = choice.value
      if (!projectA.value || !projectB.value || (a !== null && b !== null)) return
      const found = firstChoice(projectA.value.audits, projectB.value.audits, a)
      if (found) choose(found)
    },
    { immediate: true },
  )

  return {
    choice,
    cards,
    choose,
    swap() {
      const { a, b, methodA, methodB, projectB: other } = choice.value
      const query = { a: b, b: a, methodA: methodB, methodB: methodA }
      if (other === null) return choose(query)
      const set = { ...query, projectB: String(route.params.project) }
      const kept = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null))
      void router.replace({ path: `/p/${other}/compare`, query: kept as Record<string, string> })
    },
  }
}

/**
 * The audit one comes from (or the first) and the newest other one, of the same data set where there is one: those two have
 * their clips in common; of a single audit, its first two methods.
 */
export function firstChoice(
  ofA: readonly AuditCard[],
  ofB: readonly AuditCard[],
  from: number | null,
): Partial<CompareChoice> | null {
  const byAge = (audits: readonly AuditCard[]): AuditCard[] => [...audits].sort((x, y) => x.id - y.id)
  const a = ofA.find(audit => audit.id === from) ?? byAge(ofA)[0]
  if (a === undefined) return null
  const isSameProject = ofA === ofB
  const others = byAge(ofB).filter(audit => !isSameProject || audit.id !== a.id)
  const b = others.findLast(audit => isSameProject && audit.datasetId === a.datasetId) ?? others.at(-1)
  if (b !== undefined) return { a: a.id, b: b.id }
  const [methodA, methodB] = offeredMethods(a)
  return methodB === undefined ? null : { a: a.id, b: a.id, methodA, methodB }
}
