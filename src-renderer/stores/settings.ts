import { useLocalStorage, usePreferredDark } from '@vueuse/core'
import type { RemovableRef } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import type { CueKey } from '#contracts/cue'
import type { SaliencyMethod } from '#contracts/settings'
import { divergingMapNames } from '../canvas/color-maps'
import type { ColorMapName, DivergingMapName } from '../canvas/color-maps'
import { rateRange } from '../sound/rates'
import { maskNames } from '../text/shown-name'
import { useKeptLooks } from './project-look'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const motions = ['system', 'reduced'] as const
export type Motion = (typeof motions)[number]

/** Of the size that the system asks for. */
export const textScales = [1, 1.1, 1.25, 1.5, 1.75, 2] as const

/** `annotate` is there while somebody annotates. */
export const inspectorTabs = ['why', 'cues', 'trust', 'facts', 'annotate'] as const
export type InspectorTab = (typeof inspectorTabs)[number]

/** What happens by itself when a clip is opened: nothing, it plays, it plays and then the next one is opened. */
export const autoPlays = ['off', 'play', 'advance'] as const
export type AutoPlay = (typeof autoPlays)[number]

/** How the window looks and sounds; kept in this browser, never in the project. */
export const useSettingsStore = defineStore('settings', () => {
  const resets: (() => void)[] = []
  /** Kept in this browser; `reset` puts it back. */
  const kept = <T>(name: string, byDefault: T): RemovableRef<T> => {
    const value = useLocalStorage<T>(name, byDefault)
    resets.push(() => (value.value = byDefault))
    return value
  }

  const theme = kept<Theme>('cuescope.theme', 'system')
  const looks = useKeptLooks()
  const colorMap = looks.part('colorMap', kept<ColorMapName>('cuescope.colorMap', 'magma'))
  /** 0..1 */
  const overlayOpacity = kept('cuescope.overlayOpacity', 0.75)
  const storedDivergingMap = looks.part('divergingMap', kept<DivergingMapName>('cuescope.divergingMap', 'red-blue'))
  /** One that this version knows, whatever an older or newer one stored. */
  const divergingMap = computed({
    get: () => (divergingMapNames.includes(storedDivergingMap.value) ? storedDivergingMap.value : 'red-blue'),
    set: name => (storedDivergingMap.value = name),
  })
  /** Share of bins, the weakest, that the overlay leaves out: 0..0.99 */
  const threshold = kept('cuescope.threshold', 0)
  const hasOutline = kept('cuescope.outline', false)
  const isSideBySide = kept('cuescope.sideBySide', false)
  const secondMethod = kept<SaliencyMethod>('cuescope.secondMethod', 'crp')
  /** Levels shown by the darkest and the brightest colour: the same for every clip, so that pictures compare. */
  const floorDb = looks.part('floorDb', kept('cuescope.floorDb', -90))
  const ceilingDb = looks.part('ceilingDb', kept('cuescope.ceilingDb', -10))
  const areLevelsFixed = looks.part('areLevelsFixed', kept('cuescope.levelsFixed', true))
  const areLimitsFixed = looks.part('areLimitsFixed', kept('cuescope.limitsFixed', false))
  /** What a person set, by kind of map; none: the audit's own. */
  const saliencyLimits = looks.part('setLimits', ref<Readonly<Record<string, number>>>({}))
  const gain = kept('cuescope.gain', 1)
  const storedRate = kept('cuescope.rate', 1)
  /** 1: as it was recorded. The pitch is kept. */
  const rate = computed({
    get: () => Math.min(rateRange.most, Math.max(rateRange.least, Number(storedRate.value) || 1)),
    set: wanted => (storedRate.value = Math.min(rateRange.most, Math.max(rateRange.least, wanted))),
  })
  /** Silence between stretches that are played one after the other, 0..500 */
  const gapMs = kept('cuescope.gapMs', 180)
  const isLoudnessMatched = kept('cuescope.loudnessMatched', false)
  /** Pointing at a clip in a table or a plot plays it. */
  const hoverSound = kept('cuescope.hoverSound', false)
  const storedAutoPlay = kept<AutoPlay>('cuescope.autoPlay', 'off')
  const autoPlay = computed({
    get: () => (autoPlays.includes(storedAutoPlay.value) ? storedAutoPlay.value : 'off'),
    set: wanted => (storedAutoPlay.value = wanted),
  })
  /** By itself the salient part is heard first, then the whole clip; false: the salient part only. */
  const hasAutoWhole = kept('cuescope.autoWhole', true)
  const matrixShows = kept<'counts' | 'rates'>('cuescope.matrixShows', 'counts')

  /** The cues drawn below the picture, from top to bottom. */
  const trackKeys = kept<CueKey[]>('cuescope.trackKeys', ['loudness', 'f0_hz', 'hnr'])
  const hasTracks = kept('cuescope.tracks', true)
  const storedTab = kept<InspectorTab>('cuescope.inspectorTab', 'why')
  const inspectorTab = computed({
    get: () => (inspectorTabs.includes(storedTab.value) ? storedTab.value : 'why'),
    set: tab => (storedTab.value = tab),
  })

  const storedScale = kept('cuescope.textScale', 1)
  const textScale = computed({
    get: () => (textScales.some(scale => scale === storedScale.value) ? storedScale.value : 1),
    set: scale => (storedScale.value = scale),
  })
  const motion = kept<Motion>('cuescope.motion', 'system')
  /** File names and speakers are shown as made-up names: see text/shown-name.ts. */
  const isMasked = kept('cuescope.masked', false)
  watchEffect(() => maskNames(isMasked.value))

  const prefersDark = usePreferredDark()
  const isDark = computed(() => (theme.value === 'system' ? prefersDark.value : theme.value === 'dark'))
  watchEffect(() => {
    document.documentElement.dataset.theme = isDark.value ? 'dark' : 'light'
    document.documentElement.dataset.diverging = divergingMap.value
    document.documentElement.dataset.motion = motion.value
    document.documentElement.style.fontSize = `${100 * textScale.value}%`
  })

  function reset(): void {
    for (const one of resets) one()
  }

  return {
    reset,
    theme,
    textScale,
    motion,
    isMasked,
    colorMap,
    overlayOpacity,
    divergingMap,
    threshold,
    hasOutline,
    isSideBySide,
    secondMethod,
    floorDb,
    ceilingDb,
    areLevelsFixed,
    areLimitsFixed,
    saliencyLimits,
    projectId: looks.projectId,
    hasOwnLevels: () => looks.isOwn('floorDb') && looks.isOwn('ceilingDb'),
    gain,
    rate,
    gapMs,
    isLoudnessMatched,
    hoverSound,
    autoPlay,
    hasAutoWhole,
    matrixShows,
    trackKeys,
    hasTracks,
    inspectorTab,
    isDark,
  }
})
