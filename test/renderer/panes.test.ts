import { renderToString } from 'vue/server-renderer'
import { createSSRApp, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { hopSec, nudgeSec, withPitchEdge, withTimeEdge } from '../../src-renderer/canvas/move-edge'
import { ownRange } from '../../src-renderer/canvas/own-range'
import { bandAt, hzIn, rowsOf } from '../../src-renderer/canvas/pitch-band'
import type { PitchBand } from '../../src-renderer/canvas/pitch-band'
import type { TimeBox } from '../../src-renderer/canvas/time-box'
import { useStagePointer } from '../../src-renderer/components/time-axis/use-stage-pointer'
import type { StagePointer } from '../../src-renderer/components/time-axis/use-stage-pointer'
import { provideSelection } from '../../src-renderer/composables/use-selection'
import type { Selection } from '../../src-renderer/composables/use-selection'
import { provideTimeView } from '../../src-renderer/composables/use-time-view'
import type { TimeView } from '../../src-renderer/composables/use-time-view'
import { clipPanesWords } from '../../src-renderer/text/words/clip-panes'

/** Linear, 0 to 8000 Hz, from y = 100 to y = 200. */
const band: PitchBand = {
  ...{ topPx: 100, heightPx: 100 },
  hzAt: position => 8000 * position,
  positionOf: hz => (hz < 0 || hz > 8000 ? null : hz / 8000),
}
const stretch: TimeBox = { startSec: 0.5, endSec: 1, lowHz: null, highHz: null }

async function inSetup<T>(make: () => T): Promise<T> {
  let made: T | undefined
  await renderToString(
    createSSRApp({
      setup() {
        made = make()
        return () => null
      },
    }),
  )
  return made as T
}

describe('renderer/panes - zoom', () => {
  const open = (durationSec: Ref<number> = ref(2)): Promise<TimeView> =>
    inSetup(() => {
      const view = provideTimeView(durationSec, ref(16_000))
      view.resize(500)
      return view
    })
  const shown = (view: TimeView): string =>
    `${view.seen.value.startSec.toFixed(3)}–${view.seen.value.endSec.toFixed(3)}`

  it('a stretch that is zoomed to lies in the middle with a margin', async () => {
    const view = await open()
    view.zoomTo({ startSec: 0.5, endSec: 1 })
    expect(shown(view)).toBe('0.475–1.025')
    view.zoomTo({ startSec: 0, endSec: 0.1 })
    expect(view.scrollPx.value).toBe(0)
  })

  it('goes back through what was seen before; turns of the wheel in a row are one step', async () => {
    const view = await open()
    view.zoomTo({ startSec: 0.5, endSec: 1 })
    const near = shown(view)
    for (let i = 0; i < 5; i++) view.zoom(1.1, 100)
    expect(shown(view)).not.toBe(near)
    view.back()
    expect(shown(view)).toBe(near)
    view.back()
    expect(shown(view)).toBe('0.000–2.000')
    expect(view.isFitted.value).toBe(true)
    view.back()
    expect(shown(view)).toBe('0.000–2.000')
  })

  it('ends at a pixel a sample and never scrolls past the clip', async () => {
    const view = await open()
    view.zoom(1e6, 250)
    expect(view.scale.value.pxPerSec).toBe(16_000)
    view.scrollTo(1e9)
    expect(view.seen.value.endSec).toBeCloseTo(2, 9)
    view.scrollTo(-5)
    expect(view.seen.value.startSec).toBe(0)
  })
})

describe('renderer/panes - pointer', () => {
  interface Stage {
    readonly pointer: StagePointer
    readonly selection: Selection
    readonly seeks: number[]
    readonly view: TimeView
  }
  const stage = (isBoxMode = false): Promise<Stage> =>
    inSetup(() => {
      const view = provideTimeView(ref(2), ref(16_000))
      view.resize(500)
      const selection = provideSelection(shallowRef(1))
      const seeks: number[] = []
      const content = shallowRef({ getBoundingClientRect: () => ({ left: 0, top: 0 }) } as HTMLElement)
      const seek = (sec: number): void => void seeks.push(sec)
      const pointer = useStagePointer({
        content,
        view,
        selection,
        bands: () => [band],
        isBoxMode: () => isBoxMode,
        seek,
      })
      return { pointer, selection, seeks, view }
    })
  const at = (x: number, y: number, held: Partial<PointerEvent> = {}, isRuler = false): PointerEvent =>
    ({
      ...{ clientX: x, clientY: y, button: 0, altKey: false, shiftKey: false, pointerId: 1 },
      currentTarget: { setPointerCapture: () => undefined },
      target: { closest: () => (isRuler ? {} : null) },
      preventDefault: () => undefined,
      ...held,
    }) as unknown as PointerEvent
  const drag = (
    pointer: StagePointer,
    from: [number, number],
    to: [number, number],
    held = {},
    isRuler = false,
  ): void => {
    pointer.press(at(...from, held, isRuler))
    pointer.move(at(...to, held, isRuler))
    pointer.release(at(...to, held, isRuler))
  }

  it('a click seeks, also with a hand that is not quite still, and leaves the selection alone', async () => {
    const { pointer, selection, seeks } = await stage()
    selection.set(stretch)
    drag(pointer, [250, 50], [252, 60])
    expect(seeks).toEqual([1])
    expect(selection.box.value).toEqual(stretch)
  })

  it('a drag marks a stretch of time, either way round, and does not seek', async () => {
    const { pointer, selection, seeks } = await stage()
    drag(pointer, [300, 150], [100, 120])
    expect(selection.box.value).toEqual({ startSec: 0.4, endSec: 1.2, lowHz: null, highHz: null })
    expect(seeks).toEqual([])
  })

  it('with Alt or in box mode a drag in a spectrogram marks a box; elsewhere a stretch', async () => {
    const { pointer, selection } = await stage()
    drag(pointer, [100, 125], [200, 300], { altKey: true })
    expect(selection.box.value).toEqual({ startSec: 0.4, endSec: 0.8, lowHz: 0, highHz: 6000 })
    drag(pointer, [100, 50], [200, 150], { altKey: true })
    expect(selection.box.value?.lowHz).toBeNull()
    const inMode = await stage(true)
    drag(inMode.pointer, [100, 125], [200, 150])
    expect(inMode.selection.box.value).toMatchObject({ lowHz: 4000, highHz: 6000 })
  })

  it('on the ruler a drag seeks all the way', async () => {
    const { pointer, selection, seeks } = await stage()
    drag(pointer, [100, 400], [200, 400], {}, true)
    expect(seeks).toEqual([0.4, 0.8])
    expect(selection.box.value).toBeNull()
  })

  it('Shift and a click move the nearest edge', async () => {
    const { pointer, selection, seeks } = await stage()
    selection.set(stretch)
    drag(pointer, [350, 50], [350, 50], { shiftKey: true })
    expect(selection.box.value).toMatchObject({ startSec: 0.5, endSec: 1.4 })
    drag(pointer, [50, 50], [50, 50], { shiftKey: true })
    expect(selection.box.value).toMatchObject({ startSec: 0.2, endSec: 1.4 })
    expect(seeks).toEqual([])
  })

  it('the middle button pushes the picture along', async () => {
    const { pointer, view } = await stage()
    view.zoom(4, 0)
    drag(pointer, [300, 50], [100, 50], { button: 1 })
    expect(view.scrollPx.value).toBe(200)
  })
})

describe('renderer/panes - selection', () => {
  it('edges stay inside the clip and never pass each other', () => {
    expect(withTimeEdge(stretch, 'startSec', 5, 2)).toMatchObject({ startSec: 0.999, endSec: 1 })
    expect(withTimeEdge(stretch, 'endSec', 5, 2)).toMatchObject({ endSec: 2 })
    const box = { ...stretch, lowHz: 500, highHz: 900 }
    expect(withPitchEdge(box, 'lowHz', 2000)).toMatchObject({ lowHz: 899, highHz: 900 })
    expect(withPitchEdge(stretch, 'lowHz', 2000)).toBe(stretch)
  })

  it('keys move the playhead by a tenth of what is seen, a tenth of a second at most', () => {
    expect([5, 1.4, 0.99, 0.05, 0.0372, 0.0005].map(hopSec)).toEqual([0.1, 0.1, 0.05, 0.005, 0.002, 0.0001])
  })

  it('keys move an edge by a round time that is seen', () => {
    expect(nudgeSec(350)).toBe(0.01)
    expect(nudgeSec(16_000)).toBe(0.0002)
    expect(nudgeSec(10)).toBe(0.1)
    // A pixel a sample: one sample.
    expect(nudgeSec(16_000, 1 / 16_000)).toBe(1 / 16_000)
    expect(nudgeSec(15_000, 1 / 16_000)).toBe(0.0002)
  })

  it('has its rows in a pane, ends at its borders, and none where it lies outside', () => {
    expect(rowsOf(band, 2000, 4000)).toEqual({ topPx: 150, heightPx: 25 })
    expect(rowsOf(band, 6000, 12_000)).toEqual({ topPx: 100, heightPx: 25 })
    expect(rowsOf(band, 9000, 12_000)).toBeNull()
    expect(bandAt([band], 99)).toBeNull()
    expect(bandAt([band], 100)).toBe(band)
    expect(hzIn(band, 500)).toBe(0)
  })

  it('is told in words: times, length, and frequencies where it has any', () => {
    expect(clipPanesWords.selectionSpoken(stretch)).toBe('Selected 0.500 to 1.000 s, 0.500 s long.')
    expect(clipPanesWords.selectionSpoken({ ...stretch, lowHz: 500.4, highHz: 900 })).toContain('500 to 900 hertz')
    expect(clipPanesWords.selectionSpoken(null)).toBe('Nothing is selected.')
  })

  it('another clip starts without one, and nothing has no length', async () => {
    const clip = ref(1)
    const selection = await inSetup(() => provideSelection(clip))
    selection.set({ ...stretch, startSec: 1, endSec: 0.5 })
    expect(selection.box.value).toEqual(stretch)
    selection.set({ ...stretch, endSec: 0.5 })
    expect(selection.box.value).toBeNull()
  })
})

describe('renderer/panes - a clip’s own levels', () => {
  it('go from its 5th percentile to its highest', () => {
    const levels = Float32Array.from({ length: 101 }, (_, i) => -100 + i)
    expect(ownRange(levels)).toEqual({ floor: -95, ceiling: 0 })
    const flat = ownRange(new Float32Array(8).fill(3))
    expect(flat.floor).toBeLessThan(flat.ceiling)
  })
})
