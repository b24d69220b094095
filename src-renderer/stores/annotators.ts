import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Annotator, ClipPlace } from '#contracts/annotation'
import { annotationApi } from '../api/annotation-client'

/** Who annotates in a project. Who sits at this computer is kept by name: the same person in every project. */
export const useAnnotatorStore = defineStore('annotators', () => {
  const projectId = ref('')
  const annotators = shallowRef<readonly Annotator[]>([])
  /** Of this project; false while they are on their way. */
  const isLoaded = ref(false)
  const name = useLocalStorage('cuescope.annotator', '')
  const sameName = (a: string, b: string): boolean => a.localeCompare(b, undefined, { sensitivity: 'accent' }) === 0
  /** Null: nobody was chosen, or this project does not know them. */
  const me = computed(() => annotators.value.find(one => sameName(one.name, name.value)) ?? null)

  async function load(id: string): Promise<void> {
    if (projectId.value !== id) {
      annotators.value = []
      isLoaded.value = false
    }
    projectId.value = id
    const found = await annotationApi.annotators(id)
    if (projectId.value !== id) return
    annotators.value = found
    isLoaded.value = true
  }

  function choose(annotator: Annotator): void {
    name.value = annotator.name
  }

  /** Nobody sits here as an annotator: what is covered for them is covered no longer. */
  function leave(): void {
    name.value = ''
  }

  /** The one of this name, or a new one; they annotate from now on. */
  async function add(wanted: string): Promise<Annotator> {
    const annotator = await annotationApi.addAnnotator(projectId.value, wanted)
    upsert(annotator)
    choose(annotator)
    return annotator
  }

  async function rename(id: number, wanted: string): Promise<void> {
    const isMe = me.value?.id === id
    const annotator = await annotationApi.renameAnnotator(projectId.value, id, wanted)
    upsert(annotator)
    if (isMe) choose(annotator)
  }

  function upsert(annotator: Annotator): void {
    const others = annotators.value.filter(one => one.id !== annotator.id)
    annotators.value = [...others, annotator].sort((a, b) => a.name.localeCompare(b.name))
  }

  /** Where the next undo and redo lead now. */
  function stepped(id: number, undo: ClipPlace | null, redo: ClipPlace | null): void {
    annotators.value = annotators.value.map(one => (one.id === id ? { ...one, undo, redo } : one))
  }

  return { projectId, annotators, isLoaded, name, me, load, choose, leave, add, rename, stepped }
})
