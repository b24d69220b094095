import type { ClipRow } from '#contracts/clip'
import { useAuditStore } from '../stores/audit'
import { useNoticeStore } from '../stores/notices'
import { useProjectStore } from '../stores/project'
import { areNamesMasked, shownPath } from '../text/shown-name'
import { clipTableWords } from '../text/words/clip-table'
import { shellBridge } from './shell-bridge'
import { useApiError } from './use-api-error'

type Named = Pick<ClipRow, 'clipId' | 'file'>

/** Ways to a clip's file outside the window. Where names are hidden, none of them tells its path. */
export function useClipFile(): {
  copyName(clip: Named): void
  /** Null: hidden, or its data set is not known here. */
  pathOf(clip: Named): string | null
  copyPath(clip: Named): void
  /** Browsers can't show a folder. */
  canReveal(): boolean
  reveal(projectId: string, clip: Named): void
} {
  const { attempt } = useApiError()
  const audits = useAuditStore()
  const projects = useProjectStore()

  const copy = (text: string): Promise<unknown> =>
    attempt(async () => {
      await navigator.clipboard.writeText(text)
      useNoticeStore().say('good', clipTableWords.copied(text))
    })
  function pathOf({ file }: Named): string | null {
    const set = projects.project?.datasets.find(({ id }) => id === audits.audit?.datasetId)
    return set === undefined || areNamesMasked() ? null : joinPath(set.folder, file)
  }
  return {
    pathOf,
    copyName: ({ file }) => void copy(shownPath(file)[1]),
    copyPath(clip) {
      const path = pathOf(clip)
      if (path !== null) void copy(path)
    },
    canReveal: () => shellBridge() !== null && !areNamesMasked(),
    reveal: (projectId, { clipId }) => void attempt(() => shellBridge()!.reveal(`clip:${projectId}:${clipId}`)),
  }
}

/** Files are stored with forward slashes; the folder says how this computer writes them. */
export function joinPath(folder: string, file: string): string {
  const isWindows = /^[A-Za-z]:\\|^\\\\/.test(folder)
  const inside = folder.replace(/[\\/]+$/, '')
  return isWindows ? `${inside}\\${file.replaceAll('/', '\\')}` : `${inside}/${file}`
}
