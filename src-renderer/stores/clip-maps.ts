import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ClipMapCard, MapMethod, NewClipMap } from '#contracts/clip-map'
import { clipMapApi } from '../api/clip-map-client'
import { useConnectionStore } from './connection'

/** The maps of the audit that is looked at: progress by event. */
export const useClipMapStore = defineStore('clip-maps', () => {
  const cards = shallowRef<readonly ClipMapCard[]>([])
  /** False while it is not known which maps there are. */
  const isLoaded = ref(false)
  let source = { projectId: '', auditId: 0 }

  async function load(projectId: string, auditId: number): Promise<void> {
    if (source.projectId !== projectId || source.auditId !== auditId) {
      cards.value = []
      isLoaded.value = false
    }
    source = { projectId, auditId }
    const found = await clipMapApi.maps(projectId, auditId)
    if (source.projectId !== projectId || source.auditId !== auditId) return
    cards.value = found
    isLoaded.value = true
  }

  async function draw(wanted: NewClipMap): Promise<ClipMapCard> {
    return put(await clipMapApi.draw(source.projectId, source.auditId, wanted))
  }

  async function cancel(card: ClipMapCard): Promise<void> {
    put(await clipMapApi.cancel(source.projectId, card.auditId, card.id))
  }

  /** The one drawn or begun last; null: none. */
  function ofMethod(method: MapMethod): ClipMapCard | null {
    const found = cards.value.filter(card => card.method === method)
    return found.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1) ?? null
  }

  function put(card: ClipMapCard): ClipMapCard {
    // A quick map is done before the answer that it is being drawn is here.
    const known = cards.value.find(one => one.id === card.id)
    const isOlder = card.state === 'running' && known?.state === 'done' && known.createdAt > card.createdAt
    if (!isOlder) cards.value = [...cards.value.filter(one => one.id !== card.id), card]
    return card
  }

  useConnectionStore().onEvent(event => {
    if (event.type !== 'clip-map' || event.projectId !== source.projectId) return
    if (event.map.auditId === source.auditId) put(event.map)
  })

  return { cards, isLoaded, load, draw, cancel, ofMethod }
})
