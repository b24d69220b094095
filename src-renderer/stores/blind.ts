import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'

const MOST_SEEN = 20_000

/** Who annotates without seeing the model's answer, and on which clips they have seen it after all; on this computer. */
export const useBlindStore = defineStore('blind', () => {
  /** By annotator's name; blind where nothing else was chosen. */
  const choices = useLocalStorage<Record<string, boolean>>('cuescope.blind', {})
  const seen = useLocalStorage<Record<string, number[]>>('cuescope.seenAnswers', {})
  const keyOf = (projectId: string, annotatorId: number): string => `${projectId}/${annotatorId}`

  function hasSeen(projectId: string, annotatorId: number, clipId: number): boolean {
    return seen.value[keyOf(projectId, annotatorId)]?.includes(clipId) ?? false
  }

  function markSeen(projectId: string, annotatorId: number, clipId: number): void {
    if (hasSeen(projectId, annotatorId, clipId)) return
    const key = keyOf(projectId, annotatorId)
    seen.value = { ...seen.value, [key]: [...(seen.value[key] ?? []), clipId].slice(-MOST_SEEN) }
  }

  return {
    isBlind: (name: string): boolean => choices.value[name] ?? true,
    choose: (name: string, isBlind: boolean): void => void (choices.value = { ...choices.value, [name]: isBlind }),
    hasSeen,
    markSeen,
  }
})
