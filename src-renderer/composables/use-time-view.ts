import { computed, inject, provide, ref, watch } from 'vue'
import type { InjectionKey, Ref } from 'vue'
import { clampPxPerSec, contentWidth, fitPxPerSec, scrollForZoom } from '../canvas/time-scale'
import type { TimeScale } from '../canvas/time-scale'

export interface TimeView {
  readonly scale: Ref<TimeScale>
  readonly widthPx: Ref<number>
  readonly scrollPx: Ref<number>
  readonly contentPx: Ref<number>
  readonly isFitted: Ref<boolean>
  /** Where the scrolling element must be put after a change of zoom. */
  readonly wantedScrollPx: Ref<number>
  resize(widthPx: number): void
  scrolledTo(scrollPx: number): void
  /** Zooms by a factor, keeping the time `pointerPx` from the left edge of what is seen. */
  zoom(factor: number, pointerPx: number): void
  fit(): void
}

const KEY: InjectionKey<TimeView> = Symbol('time view')

/** Zoom and position of the one time axis; the panes below take it from here. */
export function provideTimeView(durationSec: Ref<number>): TimeView {
  const widthPx = ref(0)
  const scrollPx = ref(0)
  const wantedScrollPx = ref(0)
  const zoomedPxPerSec = ref<number | null>(null)
  const fitted = computed(() => fitPxPerSec(durationSec.value, widthPx.value))
  const scale = computed<TimeScale>(() => ({
    durationSec: durationSec.value,
    pxPerSec: zoomedPxPerSec.value === null ? fitted.value : Math.max(zoomedPxPerSec.value, fitted.value),
  }))
  const view: TimeView = {
    scale,
    widthPx,
    scrollPx,
    contentPx: computed(() => contentWidth(scale.value)),
    isFitted: computed(() => scale.value.pxPerSec <= fitted.value * 1.0001),
    wantedScrollPx,
    resize: width => (widthPx.value = width),
    scrolledTo: px => (scrollPx.value = px),
    zoom(factor, pointerPx) {
      const old = scale.value.pxPerSec
      const next = clampPxPerSec(old * factor, durationSec.value, widthPx.value)
      zoomedPxPerSec.value = next <= fitted.value ? null : next
      wantedScrollPx.value = scrollForZoom(scrollPx.value, pointerPx, old, next)
    },
    fit() {
      zoomedPxPerSec.value = null
      wantedScrollPx.value = 0
    },
  }
  watch(durationSec, () => view.fit())
  provide(KEY, view)
  return view
}

export function useTimeView(): TimeView {
  const view = inject(KEY)
  if (!view) throw new Error('useTimeView() outside a component that provides a time view')
  return view
}
