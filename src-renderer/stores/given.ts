import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { DroppedThing } from '#contracts/dropped-thing'

/** What was dropped or opened and waits for the view that takes it. */
export const useGivenStore = defineStore('given', () => {
  /** Folders and manifests that are to become data sets. */
  const datasets = shallowRef<readonly DroppedThing[]>([])
  /** For the model wizard's check. */
  const clip = shallowRef<DroppedThing | null>(null)
  /** For whoever merges labels. */
  const labels = shallowRef<readonly File[]>([])
  /** Whether the view that is shown takes a clip. */
  const isClipWanted = ref(false)

  function takeDatasets(): readonly DroppedThing[] {
    const taken = datasets.value
    datasets.value = []
    return taken
  }

  function takeLabels(): readonly File[] {
    const taken = labels.value
    labels.value = []
    return taken
  }

  return { datasets, clip, labels, isClipWanted, takeDatasets, takeLabels }
})
