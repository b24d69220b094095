import { watch } from 'vue'
import { useRoute } from 'vue-router'
import type { ProjectPlace } from '#contracts/project'
import { libraryApi } from '../api/library-client'
import { useAnnotatingStore } from '../stores/annotating'
import { useAuditStore } from '../stores/audit'
import { useClipStore } from '../stores/clip'
import { useCoveredClipStore } from '../stores/covered-clips'
import { auditTitle } from '../text/audits'
import { splitPath } from '../text/format'
import { useScope } from './use-scope'

/** Long enough for a page to have its content, and for paging through clips to be one step. */
const REST_MS = 1500
const MAX_TITLE = 500

/** Keeps where a person is in a project, so that it opens there the next time. */
export function usePlaceKeeper(): void {
  const route = useRoute()
  const audits = useAuditStore()
  const clips = useClipStore()
  const annotating = useAnnotatingStore()
  const covered = useCoveredClipStore()
  const scope = useScope()

  function placeAt(path: string): ProjectPlace {
    const audit = audits.audit ? auditTitle(audits.audit).slice(0, MAX_TITLE) : ''
    const file = (clips.known?.detail ?? clips.refused)?.row.file
    const isShown = clips.shown?.clipId === Number(route.params.clip ?? -1)
    // The place is told in the library: a file's name often tells its label.
    const isTold = !annotating.isCovered && covered.isTold(Number(route.params.clip ?? -1))
    return file && isShown && isTold
      ? { path, title: splitPath(file)[1].slice(0, MAX_TITLE), of: audit }
      : { path, title: audit, of: '' }
  }

  let stop = (): void => undefined
  watch(
    // What is there may come later than the address.
    () => [route.fullPath, clips.shown, audits.audit?.id] as const,
    ([fullPath]) => {
      stop()
      const [, project, path] = /^\/p\/(\w+)(\/a\/\d+.*)$/.exec(fullPath) ?? []
      if (project === undefined) return
      stop = scope.timeout(REST_MS, () => {
        // Not worth a word: the place of before stays.
        libraryApi.keepPlace(project, placeAt(path)).catch(() => undefined)
      })
    },
    { immediate: true },
  )
}
