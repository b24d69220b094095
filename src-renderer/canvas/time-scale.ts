/**
 * The one time axis of the clip view: waveform, relevance, spectrogram and ruler ask it and nobody else.
 *
 * Conventions: x = 0 is the left edge of the content (time 0), in CSS pixels; times in seconds of the whole clip.
 */
export interface TimeScale {
  readonly pxPerSec: number
  readonly durationSec: number
}

/** Where nobody says how many samples a second has. */
export const USUAL_MAX_PX_PER_SEC = 16_000
/** Wider than this, a browser's 32-bit positions are no longer exact to half a pixel. */
const MAX_CONTENT_PX = 4_000_000
/** To either side of a stretch that is zoomed to. */
const FRAME_MARGIN = 0.05

export function contentWidth(scale: TimeScale): number {
  return scale.pxPerSec * scale.durationSec
}

export function xOf(scale: TimeScale, sec: number): number {
  return sec * scale.pxPerSec
}

/** Never outside the clip. */
export function secAt(scale: TimeScale, x: number): number {
  return Math.min(scale.durationSec, Math.max(0, x / scale.pxPerSec))
}

export function fitPxPerSec(durationSec: number, viewPx: number): number {
  return durationSec > 0 && viewPx > 0 ? viewPx / durationSec : 100
}

/** Zoom between "the whole clip fits" and `mostPxPerSec`: a pixel a sample. */
export function clampPxPerSec(
  pxPerSec: number,
  durationSec: number,
  viewPx: number,
  mostPxPerSec = USUAL_MAX_PX_PER_SEC,
): number {
  const fit = fitPxPerSec(durationSec, viewPx)
  const most = Math.max(fit, Math.min(mostPxPerSec, MAX_CONTENT_PX / Math.max(durationSec, 1e-3)))
  return Math.min(most, Math.max(fit, pxPerSec))
}

/** Scroll position that keeps the time under the pointer where it is while the zoom changes. */
export function scrollForZoom(scrollPx: number, pointerPx: number, oldPxPerSec: number, newPxPerSec: number): number {
  const sec = (scrollPx + pointerPx) / oldPxPerSec
  return Math.max(0, sec * newPxPerSec - pointerPx)
}

/** Decimals of a time in seconds that tell one pixel from the next. */
export function secDigits(pxPerSec: number): number {
  return Math.min(6, Math.max(3, Math.ceil(Math.log10(pxPerSec))))
}

/** Zoom that shows a stretch with some of its surroundings. */
export function framePxPerSec(stretchSec: number, viewPx: number): number {
  return viewPx / Math.max(1e-4, stretchSec * (1 + 2 * FRAME_MARGIN))
}

export interface Tick {
  readonly sec: number
  readonly x: number
  readonly label: string
  readonly isMajor: boolean
}

const STEPS_SEC = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60]
const MIN_LABEL_PX = 64

/** Ruler ticks of the visible part, labelled at least every 64 px, with unlabelled ones between. */
export function timeTicks(scale: TimeScale, fromX: number, toX: number): Tick[] {
  const step = STEPS_SEC.find(one => one * scale.pxPerSec >= MIN_LABEL_PX) ?? STEPS_SEC[STEPS_SEC.length - 1]
  const minor = step / 5
  const digits = Math.max(0, Math.ceil(-Math.log10(step)))
  const first = Math.max(0, Math.floor(fromX / scale.pxPerSec / minor))
  const last = Math.floor(Math.min(scale.durationSec, toX / scale.pxPerSec) / minor + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const n = first + i
    const sec = n * minor
    return { sec, x: xOf(scale, sec), label: sec.toFixed(digits), isMajor: n % 5 === 0 }
  })
}
