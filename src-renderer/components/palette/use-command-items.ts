import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api } from '../../api/client'
import { keyPresetNames } from '../../composables/key-presets'
import type { KeyPreset } from '../../composables/key-presets'
import { choosePreset, keyChoice } from '../../composables/keymap'
import { saveFile } from '../../composables/save-file'
import { useApiError } from '../../composables/use-api-error'
import { useNoticeStore } from '../../stores/notices'
import { useCoveredClipStore } from '../../stores/covered-clips'
import { useSettingsStore } from '../../stores/settings'
import { keyPresetWords } from '../../text/words/keys'
import { commandWords } from '../../text/words/palette'
import type { PaletteItem } from './palette-item'

/** What can be done that no key does: other programs' keys, and the report of the open audit. */
export function useCommandItems(): ComputedRef<PaletteItem[]> {
  const route = useRoute()
  const router = useRouter()
  const settings = useSettingsStore()
  const covered = useCoveredClipStore()
  const { attempt } = useApiError()

  function usePreset(preset: KeyPreset): void {
    // Another preset drops the keys that one chose: that is for the settings, where they are seen.
    if (Object.keys(keyChoice.value.changes).length > 0) return void router.push('/settings/keys')
    choosePreset(preset)
    const { title, words } = keyPresetWords[preset]
    useNoticeStore().say('good', commandWords.presetUsed(title), words)
  }
  async function saveReport(projectId: string, auditId: number): Promise<void> {
    const html = await attempt(async () => {
      const { reader } = await covered.whenKnown(projectId)
      return api.report(projectId, auditId, settings.isMasked, reader)
    })
    if (html !== null) saveFile(`report-audit-${auditId}.html`, new Blob([html], { type: 'text/html;charset=utf-8' }))
  }

  return computed(() => {
    const presets = keyPresetNames
      .filter(preset => preset !== keyChoice.value.preset)
      .map((preset): PaletteItem => ({
        ...{ key: `preset:${preset}`, group: 'action', title: commandWords.preset(keyPresetWords[preset].title) },
        also: commandWords.presetAlso,
        run: () => usePreset(preset),
      }))
    const { project, audit } = route.params
    if (typeof project !== 'string' || typeof audit !== 'string') return presets
    const report: PaletteItem = {
      ...{ key: 'save:report', group: 'action', title: commandWords.report, also: commandWords.reportAlso },
      run: () => void saveReport(project, Number(audit)),
    }
    return [report, ...presets]
  })
}
