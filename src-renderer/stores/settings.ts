import { useLocalStorage, usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, watchEffect } from 'vue'
import type { CueKey } from '#contracts/cue'
import type { SaliencyMethod } from '#contracts/settings'
import { divergingMapNames } from '../canvas/color-maps'
import type { ColorMapName, DivergingMapName } from '../canvas/color-maps'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const inspectorTabs = ['why', 'cues', 'trust', 'facts'] as const
export type InspectorTab = (typeof inspectorTabs)[number]

/** How the window looks and sounds; kept in this browser, never in the project. */
export const useSettingsStore = defineStore('settings', () => {
  const theme = useLocalStorage<Theme>('cuescope.theme', 'system')
  const colorMap = useLocalStorage<ColorMapName>('cuescope.colorMap', 'magma')
  /** 0..1 */
  const overlayOpacity = useLocalStorage('cuescope.overlayOpacity', 0.75)
  const storedDivergingMap = useLocalStorage<DivergingMapName>('cuescope.divergingMap', 'red-blue')
  /** One that this version knows, whatever an older or newer one stored. */
  const divergingMap = computed({
    get: () => (divergingMapNames.includes(storedDivergingMap.value) ? storedDivergingMap.value : 'red-blue'),
    set: name => (storedDivergingMap.value = name),
  })
  /** Share of bins, the weakest, that the overlay leaves out: 0..0.99 */
  const threshold = useLocalStorage('cuescope.threshold', 0)
  const hasOutline = useLocalStorage('cuescope.outline', false)
  const isSideBySide = useLocalStorage('cuescope.sideBySide', false)
  const secondMethod = useLocalStorage<SaliencyMethod>('cuescope.secondMethod', 'crp')
  /** Levels shown by the darkest and the brightest colour: the same for every clip, so that pictures compare. */
  const floorDb = useLocalStorage('cuescope.floorDb', -90)
  const ceilingDb = useLocalStorage('cuescope.ceilingDb', -10)
  const gain = useLocalStorage('cuescope.gain', 1)
  const matrixShows = useLocalStorage<'counts' | 'rates'>('cuescope.matrixShows', 'counts')

  /** The cues drawn below the picture, from top to bottom. */
  const trackKeys = useLocalStorage<CueKey[]>('cuescope.trackKeys', ['loudness', 'f0_hz', 'hnr'])
  const hasTracks = useLocalStorage('cuescope.tracks', true)
  const storedTab = useLocalStorage<InspectorTab>('cuescope.inspectorTab', 'why')
  const inspectorTab = computed({
    get: () => (inspectorTabs.includes(storedTab.value) ? storedTab.value : 'why'),
    set: tab => (storedTab.value = tab),
  })

  const prefersDark = usePreferredDark()
  const isDark = computed(() => (theme.value === 'system' ? prefersDark.value : theme.value === 'dark'))
  watchEffect(() => {
    document.documentElement.dataset.theme = isDark.value ? 'dark' : 'light'
    document.documentElement.dataset.diverging = divergingMap.value
  })

  return {
    theme,
    colorMap,
    overlayOpacity,
    divergingMap,
    threshold,
    hasOutline,
    isSideBySide,
    secondMethod,
    floorDb,
    ceilingDb,
    gain,
    matrixShows,
    trackKeys,
    hasTracks,
    inspectorTab,
    isDark,
  }
})
