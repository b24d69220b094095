import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { frequencyScales } from '../canvas/fine/frequency-axis'
import { usualFineLook } from '../canvas/fine/fine-look'
import type { FineLook } from '../canvas/fine/fine-look'
import { windowShapes } from '../canvas/fine/window-shapes'

/** Those that can be hidden; the cue tracks have their own switch in the settings. */
export const paneIds = ['wave', 'fine', 'model'] as const
export type PaneId = (typeof paneIds)[number]
type Shown = Readonly<Record<PaneId, boolean>>

/** Beside the clip, and beside the list of clips. */
export type ColumnId = 'playlist' | 'inspector' | 'scores'

export const columnLimits: Readonly<Record<ColumnId, { readonly leastRem: number; readonly mostRem: number }>> = {
  playlist: { leastRem: 9, mostRem: 28 },
  inspector: { leastRem: 15, mostRem: 40 },
  scores: { leastRem: 24, mostRem: 64 },
}

/** From this height on there is room for both spectrograms. */
const TALL_PX = 1000
const usual = (): Shown => ({ wave: true, fine: window.innerHeight >= TALL_PX, model: true })

/** Which panes of the clip view are shown and how large, and how the fine spectrogram is made; kept in this browser. */
export const usePanesStore = defineStore('panes', () => {
  const storedShown = useLocalStorage<Partial<Shown>>('cuescope.panes', {})
  const storedFine = useLocalStorage<Partial<FineLook>>('cuescope.fineSpectrogram', {})
  const storedShare = useLocalStorage('cuescope.fineShare', 0.5)
  /** Widths that were chosen, in rem. */
  const storedColumns = useLocalStorage<Partial<Record<ColumnId, number>>>('cuescope.columns', {})
  const columnRem = (id: ColumnId): number | null => {
    const stored: unknown = storedColumns.value[id]
    return typeof stored === 'number' && Number.isFinite(stored) ? stored : null
  }
  /** A drag in a spectrogram marks a box, as with Alt held. */
  const isBoxMode = useLocalStorage('cuescope.boxMode', false)

  const byDefault = usual()
  const shown = computed<Shown>(() => ({ ...byDefault, ...storedShown.value }))
  /** With what this version knows, whatever an older or newer one stored. */
  const fine = computed<FineLook>({
    get: () => {
      const look = { ...usualFineLook, ...storedFine.value }
      return {
        ...look,
        scale: frequencyScales.includes(look.scale) ? look.scale : usualFineLook.scale,
        shape: windowShapes.includes(look.shape) ? look.shape : usualFineLook.shape,
      }
    },
    set: look => (storedFine.value = look),
  })
  /** Of the room of both spectrograms, the fine one's: 0.2..0.8 */
  const fineShare = computed({
    get: () => Math.min(0.8, Math.max(0.2, Number(storedShare.value) || 0.5)),
    set: share => (storedShare.value = Math.min(0.8, Math.max(0.2, share))),
  })

  return {
    shown,
    fine,
    fineShare,
    isBoxMode,
    columnRem,
    /** As a style sheet has it; undefined: as usual. */
    columnWidth: (id: ColumnId): string | undefined => {
      const rem = columnRem(id)
      return rem === null ? undefined : `${rem}rem`
    },
    setColumn(id: ColumnId, rem: number | null): void {
      storedColumns.value = { ...storedColumns.value, [id]: rem ?? undefined }
    },
    toggle: (id: PaneId) => (storedShown.value = { ...storedShown.value, [id]: !shown.value[id] }),
    change: (part: Partial<FineLook>) => (fine.value = { ...fine.value, ...part }),
  }
})
