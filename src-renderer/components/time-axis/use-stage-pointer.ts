import type { Ref } from 'vue'
import { bandAt, hzIn } from '../../canvas/pitch-band'
import type { PitchBand } from '../../canvas/pitch-band'
import { secAt } from '../../canvas/time-scale'
import type { Selection } from '../../composables/use-selection'
import type { TimeView } from '../../composables/use-time-view'

/** Below this a press is a click, whatever the hand does. */
const DRAG_FROM_PX = 3

export interface StagePointer {
  press(event: PointerEvent): void
  move(event: PointerEvent): void
  release(event: PointerEvent): void
  cancel(): void
}

interface At {
  readonly sec: number
  readonly x: number
  readonly y: number
}

type Gesture =
  | { readonly kind: 'seek' }
  | { readonly kind: 'pan'; readonly fromX: number; readonly fromScrollPx: number }
  | { readonly kind: 'press' | 'select'; readonly from: At; readonly band: PitchBand | null }

/**
 * What a pointer does on the panes: a click seeks; a drag marks a stretch of time or, with Alt or in box mode, a box in
 * a spectrogram; Shift and a click move the nearest edge of the selection; on the ruler a drag seeks; the middle button
 * pushes the picture along.
 */
export function useStagePointer(options: {
  readonly content: Ref<HTMLElement | null>
  readonly view: TimeView
  readonly selection: Selection
  readonly bands: () => readonly PitchBand[]
  readonly isBoxMode: () => boolean
  readonly seek: (sec: number) => void
}): StagePointer {
  const { content, view, selection, bands, isBoxMode, seek } = options
  let gesture: Gesture | null = null

  function at(event: PointerEvent): At {
    const rect = (content.value as HTMLElement).getBoundingClientRect()
    const x = event.clientX - rect.left
    return { x, y: event.clientY - rect.top, sec: secAt(view.scale.value, x) }
  }

  function select(from: At, to: At, band: PitchBand | null): void {
    const [startSec, endSec] = [Math.min(from.sec, to.sec), Math.max(from.sec, to.sec)].map(view.toSample)
    if (!band) return selection.set({ startSec, endSec, lowHz: null, highHz: null })
    const ends = [hzIn(band, from.y), hzIn(band, to.y)]
    selection.set({ startSec, endSec, lowHz: Math.min(...ends), highHz: Math.max(...ends) })
  }

  /** The selection grows or shrinks to where the click was. */
  function moveNearestEdge(pointed: number): void {
    const box = selection.box.value
    if (!box) return seek(pointed)
    const sec = view.toSample(pointed)
    const isStart = Math.abs(sec - box.startSec) < Math.abs(sec - box.endSec)
    selection.set(isStart ? { ...box, startSec: sec } : { ...box, endSec: sec })
  }

  return {
    press(event) {
      if (event.button !== 0 && event.button !== 1) return
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
      const from = at(event)
      if (event.button === 1) {
        event.preventDefault()
        gesture = { kind: 'pan', fromX: event.clientX, fromScrollPx: view.scrollPx.value }
      } else if ((event.target as Element).closest('[data-seek]')) {
        gesture = { kind: 'seek' }
        seek(from.sec)
      } else {
        const band = event.altKey || isBoxMode() ? bandAt(bands(), from.y) : null
        gesture = { kind: 'press', from, band }
      }
    },
    move(event) {
      if (!gesture) return
      if (gesture.kind === 'seek') return seek(at(event).sec)
      if (gesture.kind === 'pan') return view.scrollTo(gesture.fromScrollPx + gesture.fromX - event.clientX)
      const to = at(event)
      const { from, band } = gesture
      if (gesture.kind === 'press' && Math.hypot(to.x - from.x, band ? to.y - from.y : 0) < DRAG_FROM_PX) return
      gesture = { kind: 'select', from, band }
      select(from, to, band)
    },
    release(event) {
      if (gesture?.kind === 'press') {
        const { sec } = gesture.from
        if (event.shiftKey) moveNearestEdge(sec)
        else seek(sec)
      }
      gesture = null
    },
    cancel: () => (gesture = null),
  }
}
