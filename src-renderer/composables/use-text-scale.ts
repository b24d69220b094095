import { computed } from 'vue'
import type { Ref } from 'vue'
import { useSettingsStore } from '../stores/settings'

const USUAL_REM_PX = 16

/** How much larger text is than usual, by the settings or by the browser: for heights that text must fit into. */
export function useTextScale(): Ref<number> {
  const settings = useSettingsStore()
  return computed(() => {
    void settings.textScale
    return parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_REM_PX
  })
}
