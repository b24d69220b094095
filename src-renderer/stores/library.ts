import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Library, Project } from '#contracts/project'
import type { ModelCard } from '#contracts/model'
import { api } from '../api/client'
import { useConnectionStore } from './connection'

export interface DemoProgress {
  readonly state: 'making' | 'ready' | 'failed'
  readonly done: number
  readonly total: number
}

/** Projects and models that this installation knows. */
export const useLibraryStore = defineStore('library', () => {
  const library = shallowRef<Library | null>(null)
  const demo = ref<DemoProgress | null>(null)

  async function load(): Promise<void> {
    library.value = await api.library()
  }

  async function openDemo(): Promise<Project> {
    demo.value = { state: 'making', done: 0, total: 0 }
    try {
      return await api.openDemo()
    } finally {
      demo.value = null
    }
  }

  async function addModel(folder: string): Promise<ModelCard> {
    const model = await api.addModel(folder)
    await load()
    return model
  }

  async function forget(projectId: string): Promise<void> {
    await api.forgetProject(projectId)
    await load()
  }

  useConnectionStore().onEvent(event => {
    if (event.type === 'library-changed' && library.value) void load()
    if (event.type === 'demo' && demo.value) demo.value = event
  })

  return { library, demo, load, openDemo, addModel, forget }
})
