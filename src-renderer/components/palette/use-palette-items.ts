import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { isHeldAction, runAction, useRunnable } from '../../composables/use-keymap'
import { useLibraryStore } from '../../stores/library'
import { useProjectStore } from '../../stores/project'
import { formatDate } from '../../text/format'
import { helpParts } from '../../text/words/help'
import { keyActionWords } from '../../text/words/key-actions'
import { auditTitle } from '../../text/audits'
import { pageAlso, pageTitles, settingAlso } from '../../text/words/palette'
import { settingsParts } from '../../text/words/settings'
import type { PaletteItem } from './palette-item'
import { useCommandItems } from './use-command-items'

/** They make sense as keys only. */
const NOT_LISTED = ['palette.open', 'region.next', 'region.previous']

/** All that can be done and gone to from here, but for the clips, which are too many. */
export function usePaletteItems(): ComputedRef<PaletteItem[]> {
  const route = useRoute()
  const router = useRouter()
  const library = useLibraryStore()
  const projects = useProjectStore()
  const runnable = useRunnable()
  const commands = useCommandItems()
  const go = (path: string) => (): void => void router.push(path)

  const actions = computed((): PaletteItem[] =>
    runnable.value
      .filter(id => !NOT_LISTED.includes(id) && !isHeldAction(id))
      .map(id => ({ key: id, group: 'action', title: keyActionWords[id], action: id, run: () => runAction(id) })),
  )
  /** Those whose address is known here: a page of an audit while one is open. */
  const pages = computed((): PaletteItem[] =>
    router
      .getRoutes()
      .filter(({ name, path }) => typeof name === 'string' && name !== route.name && !path.includes(':clip'))
      .map(({ name, path, meta }) => ({ name: String(name), path: addressOf(path, route.params), meta }))
      .filter((page): page is typeof page & { path: string } => page.path !== null)
      .map(({ name, path, meta }) => ({
        key: name,
        group: 'page',
        title: pageTitles[name] ?? String(meta.crumb ?? name),
        also: pageAlso[name],
        run: go(path),
      })),
  )
  const projectItems = computed((): PaletteItem[] =>
    (library.library?.projects ?? [])
      .filter(project => !project.isMissing)
      .map(({ id, name, openedAt }) => ({
        ...{ key: `project:${id}`, group: 'project', title: name, also: formatDate(openedAt) },
        run: go(`/p/${id}`),
      })),
  )
  const audits = computed((): PaletteItem[] => {
    const open = projects.project
    if (!open) return []
    return open.audits.map(audit => ({
      ...{ key: `audit:${open.id}:${audit.id}`, group: 'audit', title: auditTitle(audit) },
      also: open.name,
      run: go(`/p/${open.id}/a/${audit.id}`),
    }))
  })
  const settings = Object.entries(settingsParts).map(([part, title]): PaletteItem => ({
    key: `set:${part}`,
    group: 'setting',
    title,
    also: settingAlso[part],
    run: go(`/settings/${part}`),
  }))
  const help = Object.entries(helpParts).map(([part, title]): PaletteItem => ({
    key: `help:${part}`,
    group: 'help',
    title,
    run: go(`/help/${part}`),
  }))
  return computed(() => [
    ...actions.value,
    ...commands.value,
    ...pages.value,
    ...projectItems.value,
    ...audits.value,
    ...settings,
    ...help,
  ])
}

/** '/p/:project/a/:audit(\\d+)/run' with what is known; null: something is not. What may be left out is. */
export function addressOf(path: string, params: Readonly<Record<string, unknown>>): string | null {
  let isWhole = true
  const address = path.replace(/\/:(\w+)(\([^)]*\))?([?*]?)/g, (_, name: string, __, optional: string) => {
    if (optional !== '') return ''
    const value = params[name]
    if (typeof value !== 'string') isWhole = false
    return `/${String(value)}`
  })
  return isWhole ? address || '/' : null
}
