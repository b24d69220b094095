import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Whether somebody annotates in the clip view, and how the bar looks; on this computer. */
export const useAnnotatingStore = defineStore('annotating', () => ({
  isOn: useLocalStorage('cuescope.annotating', false),
  isBarSmall: useLocalStorage('cuescope.annotationBarSmall', false),
  /** Where there is little room for it. */
  isBarOpenInLow: ref(false),
  /** Regions that are marked go there. */
  tier: useLocalStorage('cuescope.tier', 'Regions'),
  /** Names of clips are covered in the clip view that is open: they must not be told elsewhere either. */
  isCovered: ref(false),
  /** The next clip is to be heard as soon as it is there: one comes to it by finishing the one before. */
  isPlayDue: ref(false),
}))
