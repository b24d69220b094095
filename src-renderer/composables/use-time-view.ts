import { computed, inject, provide, ref, shallowRef, watch } from 'vue'
import type { InjectionKey, Ref } from 'vue'
import type { Stretch } from '../canvas/play-plan'
import { clampPxPerSec, contentWidth, fitPxPerSec, framePxPerSec, scrollForZoom } from '../canvas/time-scale'
import type { TimeScale } from '../canvas/time-scale'

export interface TimeView {
  readonly scale: Ref<TimeScale>
  readonly widthPx: Ref<number>
  readonly scrollPx: Ref<number>
  readonly contentPx: Ref<number>
  readonly isFitted: Ref<boolean>
  /** From one sample to the next; 0: not known. */
  readonly sampleSec: Ref<number>
  /** What is seen. */
  readonly seen: Ref<Stretch>
  /** Where the scrolling element must be put; a new object each time it must. */
  readonly wantedScroll: Ref<{ readonly px: number }>
  /** The time of the nearest sample. */
  toSample(sec: number): number
  resize(widthPx: number): void
  scrolledTo(scrollPx: number): void
  scrollTo(scrollPx: number): void
  /** Zooms by a factor, keeping the time `pointerPx` from the left edge of what is seen. */
  zoom(factor: number, pointerPx: number): void
  /** Shows this stretch with a little around it. */
  zoomTo(stretch: Stretch): void
  /** To what was seen before the last change of zoom. */
  back(): void
  fit(): void
}

interface Shown {
  /** Null: the whole clip. */
  readonly pxPerSec: number | null
  readonly scrollPx: number
}

const KEY: InjectionKey<TimeView> = Symbol('time view')
const KEPT = 40
/** Turns of the wheel that follow each other so closely are one change of zoom. */
const ONE_CHANGE_MS = 600

/** Zoom and position of the one time axis; the panes below take it from here. */
export function provideTimeView(durationSec: Ref<number>, sampleRateHz?: Ref<number>): TimeView {
  const widthPx = ref(0)
  const scrollPx = ref(0)
  const wantedScroll = shallowRef({ px: 0 })
  const zoomedPxPerSec = ref<number | null>(null)
  const fitted = computed(() => fitPxPerSec(durationSec.value, widthPx.value))
  const scale = computed<TimeScale>(() => ({
    durationSec: durationSec.value,
    pxPerSec: zoomedPxPerSec.value === null ? fitted.value : Math.max(zoomedPxPerSec.value, fitted.value),
  }))
  const clamp = (pxPerSec: number): number =>
    clampPxPerSec(pxPerSec, durationSec.value, widthPx.value, sampleRateHz?.value || undefined)
  const sampleSec = computed(() => (sampleRateHz?.value ? 1 / sampleRateHz.value : 0))
  const before: Shown[] = []
  let changedAtMs = -Infinity

  function show({ pxPerSec, scrollPx: px }: Shown): void {
    zoomedPxPerSec.value = pxPerSec === null || pxPerSec <= fitted.value ? null : pxPerSec
    view.scrollTo(zoomedPxPerSec.value === null ? 0 : px)
  }
  /** `isStep`: one of several in a row, that are taken back together. */
  function change(next: Shown, isStep = false): void {
    const nowMs = performance.now()
    if (!isStep || nowMs - changedAtMs > ONE_CHANGE_MS) {
      before.push({ pxPerSec: zoomedPxPerSec.value, scrollPx: scrollPx.value })
      if (before.length > KEPT) before.shift()
    }
    changedAtMs = isStep ? nowMs : -Infinity
    show(next)
  }

  const view: TimeView = {
    scale,
    widthPx,
    scrollPx,
    contentPx: computed(() => contentWidth(scale.value)),
    isFitted: computed(() => scale.value.pxPerSec <= fitted.value * 1.0001),
    sampleSec,
    toSample: sec => (sampleRateHz?.value ? Math.round(sec * sampleRateHz.value) / sampleRateHz.value : sec),
    seen: computed(() => ({
      startSec: scrollPx.value / scale.value.pxPerSec,
      endSec: Math.min(durationSec.value, (scrollPx.value + widthPx.value) / scale.value.pxPerSec),
    })),
    wantedScroll,
    resize: width => (widthPx.value = width),
    scrolledTo: px => (scrollPx.value = px),
    scrollTo(px) {
      const most = Math.max(0, contentWidth(scale.value) - widthPx.value)
      scrollPx.value = Math.min(most, Math.max(0, px))
      wantedScroll.value = { px: scrollPx.value }
    },
    zoom(factor, pointerPx) {
      const old = scale.value.pxPerSec
      const next = clamp(old * factor)
      change({ pxPerSec: next, scrollPx: scrollForZoom(scrollPx.value, pointerPx, old, next) }, true)
    },
    zoomTo({ startSec, endSec }) {
      const pxPerSec = clamp(framePxPerSec(endSec - startSec, widthPx.value))
      const middlePx = ((startSec + endSec) / 2) * pxPerSec
      change({ pxPerSec, scrollPx: middlePx - widthPx.value / 2 })
    },
    back() {
      const last = before.pop()
      changedAtMs = -Infinity
      if (last) show(last)
    },
    fit: () => change({ pxPerSec: null, scrollPx: 0 }),
  }
  watch(durationSec, () => {
    before.length = 0
    show({ pxPerSec: null, scrollPx: 0 })
  })
  provide(KEY, view)
  return view
}

export function useTimeView(): TimeView {
  const view = inject(KEY)
  if (!view) throw new Error('useTimeView() outside a component that provides a time view')
  return view
}
