import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed } from 'vue'

export const tourStepIds = [
  'library',
  'project',
  'matrix',
  'list',
  'clip',
  'salient',
  'cues',
  'verdict',
  'annotate',
  'export',
] as const
export type TourStepId = (typeof tourStepIds)[number]

interface TourState {
  readonly state: 'new' | 'running' | 'over'
  readonly step: TourStepId
}
const atFirst: TourState = { state: 'new', step: tourStepIds[0] }

/** Whether the tour is taken, and where in it; kept, so that it goes on after the window was closed. */
export const useTourStore = defineStore('tour', () => {
  const stored = useLocalStorage<TourState>('cuescope.tour', atFirst, { shallow: true, writeDefaults: false })
  const state = computed((): TourState => {
    const { state: now, step } = stored.value ?? atFirst
    return tourStepIds.includes(step) && ['new', 'running', 'over'].includes(now) ? stored.value : atFirst
  })
  const step = computed(() => state.value.step)
  const index = computed(() => tourStepIds.indexOf(step.value))
  const goTo = (to: TourStepId): void => void (stored.value = { state: 'running', step: to })

  return {
    step,
    index,
    isRunning: computed(() => state.value.state === 'running'),
    /** Neither taken nor turned down yet. */
    isOffered: computed(() => state.value.state === 'new'),
    start: () => goTo(tourStepIds[0]),
    goTo,
    end: () => void (stored.value = { state: 'over', step: tourStepIds[0] }),
  }
})
