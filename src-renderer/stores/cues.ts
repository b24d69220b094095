import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CueInfo } from '#contracts/cue'
import { api } from '../api/client'

/** What the cues are called, their units and definitions: read once. */
export const useCueStore = defineStore('cues', () => {
  const cues = shallowRef<readonly CueInfo[]>([])

  async function load(): Promise<void> {
    if (cues.value.length === 0) cues.value = await api.cues()
  }

  return { cues, load }
})
