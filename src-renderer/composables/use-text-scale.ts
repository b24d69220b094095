import { computed } from 'vue'
import { createSharedComposable } from '@vueuse/core'
import { useSettingsStore } from '../stores/settings'

const USUAL_REM_PX = 16

/** How much larger text is than usual, by the settings or by the browser: for heights that text must fit into. */
export const useTextScale = createSharedComposable(() => {
  const settings = useSettingsStore()
  return computed(() => {
    void settings.textScale
    return parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_REM_PX
  })
})
