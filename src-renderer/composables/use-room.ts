import { readonly, ref, watch } from 'vue'
import { useSettingsStore } from '../stores/settings'
import { useScope } from './use-scope'

/** Narrower than this, counted in rem: what stands beside something else goes below it. */
const NARROW_REM = 68
const TINY_REM = 52
/** Lower than this, what is asked of a clip leaves too little of it in sight. */
const LOW_REM = 42

const isLow = ref(false)
/** There is little height for the text size that was set. */
export const isLowRoom = readonly(isLow)

/**
 * Marks the page by how much text has room beside each other: `data-room` is wide, narrow or tiny. Media queries can't say
 * it: they don't know the text size that was set. Call once, after the settings.
 */
export function watchRoom(): void {
  const scope = useScope()
  const settings = useSettingsStore()
  const root = document.documentElement
  const measure = (): void => {
    const remPx = Number.parseFloat(getComputedStyle(root).fontSize)
    const widthRem = window.innerWidth / remPx
    isLow.value = window.innerHeight / remPx < LOW_REM
    root.dataset.room = widthRem < TINY_REM ? 'tiny' : widthRem < NARROW_REM ? 'narrow' : 'wide'
  }
  scope.onResize(root, measure)
  watch(() => settings.textScale, measure, { immediate: true, flush: 'post' })
}
