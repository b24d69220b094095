import { computed, ref, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { AuditCard } from '#contracts/audit'
import type { ClipMapCard, MapMethod, NewClipMap } from '#contracts/clip-map'
import { useApiError } from '../../composables/use-api-error'
import { useClipMapStore } from '../../stores/clip-maps'
import { useExperimentStore } from '../../stores/experiments'
import type { CardOf } from '../../stores/experiments'

export interface MapDrawing {
  /** The activations; null: nobody asked for them. */
  readonly embedding: ComputedRef<CardOf<'embedding'> | null>
  /** The map of the method chosen; null: there is none. */
  readonly card: ComputedRef<ClipMapCard | null>
  /** Clips with results that are not on the map. */
  readonly newer: ComputedRef<number>
  /** Activations of the clips that lack them, then the map. */
  make(): void
  draw(asked: Omit<NewClipMap, 'method'>): void
  cancel(): void
}

/** From no map to a map: activations first, then the drawing follows by itself. */
export function useMapDrawing(audit: Ref<AuditCard | null>, method: Ref<MapMethod>): MapDrawing {
  const experiments = useExperimentStore()
  const maps = useClipMapStore()
  const { attempt } = useApiError()
  const embedding = computed(() => experiments.ofKind('embedding').at(0) ?? null)
  const card = computed(() => maps.ofMethod(method.value))
  /** Somebody asked for a map of what is coming. */
  const isWanted = ref(false)
  let isAsking = false

  function draw(asked: Omit<NewClipMap, 'method'>): void {
    isWanted.value = false
    isAsking = true
    void attempt(() => maps.draw({ ...asked, method: method.value })).finally(() => (isAsking = false))
  }
  const isReady = computed(
    () => maps.isLoaded && embedding.value?.state === 'done' && embedding.value.progress.done > 0,
  )
  watch(
    [isReady, card, isWanted],
    () => {
      if (isAsking || !isReady.value || (card.value !== null && !isWanted.value)) return
      const { seed, neighbours, minDist } = card.value ?? {}
      draw({ seed, neighbours, minDist })
    },
    { immediate: true },
  )

  return {
    embedding,
    card,
    newer: computed(() => {
      const onMap = card.value?.clips ?? 0
      const known = (audit.value?.progress.done ?? 0) - (embedding.value?.progress.refused ?? 0)
      return onMap === 0 ? 0 : Math.max(0, known - onMap)
    }),
    make() {
      void attempt(async () => {
        await experiments.start({ kind: 'embedding' })
        isWanted.value = true
      })
    },
    draw,
    cancel() {
      const shown = card.value
      if (shown) void attempt(() => maps.cancel(shown))
    },
  }
}
