import { useLocalStorage, usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, watchEffect } from 'vue'
import type { ColorMapName } from '../canvas/color-maps'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** How the window looks and sounds; kept in this browser, never in the project. */
export const useSettingsStore = defineStore('settings', () => {
  const theme = useLocalStorage<Theme>('cuescope.theme', 'system')
  const colorMap = useLocalStorage<ColorMapName>('cuescope.colorMap', 'magma')
  /** 0..1 */
  const overlayOpacity = useLocalStorage('cuescope.overlayOpacity', 0.75)
  /** Levels shown by the darkest and the brightest colour: the same for every clip, so that pictures compare. */
  const floorDb = useLocalStorage('cuescope.floorDb', -90)
  const ceilingDb = useLocalStorage('cuescope.ceilingDb', -10)
  const gain = useLocalStorage('cuescope.gain', 1)
  const matrixShows = useLocalStorage<'counts' | 'rates'>('cuescope.matrixShows', 'counts')

  const prefersDark = usePreferredDark()
  const isDark = computed(() => (theme.value === 'system' ? prefersDark.value : theme.value === 'dark'))
  watchEffect(() => {
    document.documentElement.dataset.theme = isDark.value ? 'dark' : 'light'
  })

  return { theme, colorMap, overlayOpacity, floorDb, ceilingDb, gain, matrixShows, isDark }
})
