import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Library, Project, ProjectCard } from '#contracts/project'
import type { ModelCard } from '#contracts/model'
import { api } from '../api/client'
import { libraryApi } from '../api/library-client'
import { shellBridge } from '../composables/shell-bridge'
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

  /** Does it, and shows what the library holds afterwards. */
  async function andLoad<T>(change: () => Promise<T>): Promise<T> {
    try {
      return await change()
    } finally {
      await load()
    }
  }

  async function openDemo(): Promise<Project> {
    demo.value = { state: 'making', done: 0, total: 0 }
    try {
      return await api.openDemo()
    } finally {
      demo.value = null
    }
  }

  const addModel = (folder: string): Promise<ModelCard> => andLoad(() => api.addModel(folder))
  const removeModel = (id: string): Promise<object> => andLoad(() => libraryApi.removeModel(id))
  const forget = (projectId: string): Promise<object> => andLoad(() => api.forgetProject(projectId))
  const rename = (projectId: string, name: string): Promise<Project> =>
    andLoad(() => libraryApi.renameProject(projectId, name))

  /** Whether a project that is deleted can be got back. */
  const hasTrash = shellBridge() !== null
  const remove = (projectId: string): Promise<object> =>
    andLoad(async () => {
      const bridge = shellBridge()
      if (!bridge) return libraryApi.deleteProject(projectId)
      await bridge.trashProject(projectId)
      return api.forgetProject(projectId)
    })

  /** A project that was moved: opened from its new place, and the old one forgotten. */
  const locate = (missing: ProjectCard, path: string): Promise<Project> =>
    andLoad(async () => {
      const found = await api.openProject(path)
      if (found.id !== missing.id) await api.forgetProject(missing.id)
      return found
    })

  useConnectionStore().onEvent(event => {
    if (event.type === 'library-changed' && library.value) void load()
    if (event.type === 'demo' && demo.value) demo.value = event
  })

  return { library, demo, hasTrash, load, openDemo, addModel, removeModel, forget, rename, remove, locate }
})
