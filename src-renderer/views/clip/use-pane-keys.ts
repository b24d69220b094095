import type { Ref } from 'vue'
import { stepFftSize } from '../../canvas/fine/fine-look'
import { nudgeSec, withTimeEdge } from '../../canvas/move-edge'
import type { TimeEdge } from '../../canvas/move-edge'
import { useKeys } from '../../composables/use-keymap'
import type { Selection } from '../../composables/use-selection'
import type { TimeView } from '../../composables/use-time-view'
import { usePanesStore } from '../../stores/panes'
import { useSettingsStore } from '../../stores/settings'

const ZOOM = 1.5
/** Of what is seen. */
const PAN = 0.2

export interface PaneActions {
  zoomIn(): void
  zoomOut(): void
}

/** The keys that say what is seen of a clip, and what of it is marked. `back`: out of the clip. */
export function usePaneKeys(options: {
  readonly view: TimeView
  readonly selection: Selection
  readonly positionSec: Ref<number>
  readonly isOverlayHidden: Ref<boolean>
  /** Nothing of the model is to be seen. */
  readonly isCovered: Ref<boolean>
  readonly back: () => void
}): PaneActions {
  const { view, selection, positionSec, isOverlayHidden, isCovered, back } = options
  const panes = usePanesStore()
  const settings = useSettingsStore()

  /** Around the cursor where it is seen. */
  function zoom(factor: number): void {
    const cursorPx = positionSec.value * view.scale.value.pxPerSec - view.scrollPx.value
    const isSeen = cursorPx >= 0 && cursorPx <= view.widthPx.value
    view.zoom(factor, isSeen ? cursorPx : view.widthPx.value / 2)
  }
  function nudge(edge: TimeEdge, direction: 1 | -1): void {
    const box = selection.box.value
    if (!box) return
    const { pxPerSec, durationSec } = view.scale.value
    const sec = view.toSample(box[edge] + direction * nudgeSec(pxPerSec, view.sampleSec.value))
    selection.set(withTimeEdge(box, edge, sec, durationSec))
  }
  const pan = (direction: 1 | -1): void => view.scrollTo(view.scrollPx.value + direction * PAN * view.widthPx.value)
  function resizeFft(direction: 1 | -1): void {
    panes.change({ fftSize: stepFftSize(panes.fine.fftSize, direction) })
  }
  const hasSelection = (): boolean => selection.box.value !== null
  const isZoomed = (): boolean => !view.isFitted.value
  const isTold = (): boolean => !isCovered.value

  useKeys({
    'zoom.in': () => zoom(ZOOM),
    'zoom.out': () => zoom(1 / ZOOM),
    'zoom.fit': () => view.fit(),
    'zoom.back': () => view.back(),
    'zoom.selection': { down: () => selection.box.value && view.zoomTo(selection.box.value), isEnabled: hasSelection },
    'view.earlier': { down: () => pan(-1), isEnabled: isZoomed },
    'view.later': { down: () => pan(1), isEnabled: isZoomed },
    'selection.clear': { down: () => selection.clear(), isEnabled: hasSelection },
    'selection.startEarlier': { down: () => nudge('startSec', -1), isEnabled: hasSelection },
    'selection.startLater': { down: () => nudge('startSec', 1), isEnabled: hasSelection },
    'selection.endEarlier': { down: () => nudge('endSec', -1), isEnabled: hasSelection },
    'selection.endLater': { down: () => nudge('endSec', 1), isEnabled: hasSelection },
    'selection.box': () => (panes.isBoxMode = !panes.isBoxMode),
    'fine.toggle': () => panes.toggle('fine'),
    'fft.longer': { down: () => resizeFft(1), isEnabled: () => panes.shown.fine },
    'fft.shorter': { down: () => resizeFft(-1), isEnabled: () => panes.shown.fine },
    'tracks.toggle': () => (settings.hasTracks = !settings.hasTracks),
    'overlay.outline': { down: () => (settings.hasOutline = !settings.hasOutline), isEnabled: isTold },
    'overlay.hide': {
      down: () => (isOverlayHidden.value = true),
      up: () => (isOverlayHidden.value = false),
      isEnabled: isTold,
    },
    'clip.back': () => back(),
  })
  return { zoomIn: () => zoom(ZOOM), zoomOut: () => zoom(1 / ZOOM) }
}
