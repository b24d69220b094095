import { isPitchJump, valueAt } from '../cue-track'
import type { CueTrack } from '../cue-track'
import type { Viewport } from '../draw-matrix'
import type { TimeScale } from '../time-scale'
import { positionOnAxis } from './frequency-axis'
import type { FrequencyAxis } from './frequency-axis'

export type VoiceContext = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'arc' | 'fill' | 'stroke' | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'lineJoin'
>

/** Told from each other by their form, and from any colour map by their dark edge. */
const [PITCH_COLOR, FORMANT_COLOR, EDGE_COLOR] = ['#7fe3ff', '#ffffff', 'rgb(0 0 0 / 0.75)']
/** Formants closer together than this are left out. */
const DOT_GAP_PX = 4

export const isPitch = ({ key }: Pick<CueTrack, 'key'>): boolean => key === 'f0_hz'

/** Over a fine spectrogram: the pitch as a line, formants as dots, each where it has a value and the axis reaches. */
export function drawVoice(
  context: VoiceContext,
  tracks: readonly CueTrack[],
  axis: FrequencyAxis,
  scale: TimeScale,
  view: Viewport,
): void {
  // The pitch last: it is on top.
  for (const track of tracks.toSorted((a, b) => Number(isPitch(a)) - Number(isPitch(b)))) {
    const points = pointsOf(track, axis, scale, view)
    if (isPitch(track)) drawLine(context, points)
    else drawDots(context, points)
  }
}

/** What is measured at a time, by cue; those without a value there are left out. */
export function voiceAt(tracks: readonly CueTrack[], sec: number): { readonly track: CueTrack; readonly hz: number }[] {
  return tracks.flatMap(track => {
    const hz = valueAt(track, sec)
    return hz === null ? [] : [{ track, hz }]
  })
}

interface Point {
  readonly x: number
  readonly y: number
  /** Nothing is between this one and the one before it. */
  readonly isStart: boolean
}

function pointsOf(
  { values, hopSec, middleSec }: CueTrack,
  axis: FrequencyAxis,
  scale: TimeScale,
  { scrollPx, widthPx, heightPx }: Viewport,
): Point[] {
  const rowAt = (px: number): number => (px / scale.pxPerSec - middleSec) / hopSec
  const first = Math.max(0, Math.floor(rowAt(scrollPx)) - 1)
  const last = Math.min(values.length - 1, Math.ceil(rowAt(scrollPx + widthPx)) + 1)
  const points: Point[] = []
  let before = NaN
  for (let row = first; row <= last; row++) {
    const position = positionOnAxis(axis, values[row])
    const isThere = position >= 0 && position <= 1
    if (isThere) {
      const isStart = Number.isNaN(before) || isPitchJump(before, values[row])
      const x = (middleSec + row * hopSec) * scale.pxPerSec - scrollPx
      points.push({ x, y: heightPx * (1 - position), isStart })
    }
    before = isThere ? values[row] : NaN
  }
  return points
}

function drawLine(context: VoiceContext, points: readonly Point[]): void {
  context.lineJoin = 'round'
  for (const [color, width] of [
    [EDGE_COLOR, 4],
    [PITCH_COLOR, 2],
  ] as const) {
    context.beginPath()
    points.forEach(({ x, y, isStart }, i) => {
      if (!isStart) return context.lineTo(x, y)
      context.moveTo(x, y)
      // A frame alone is seen too.
      if (points[i + 1]?.isStart ?? true) context.lineTo(x + 2, y)
    })
    context.strokeStyle = color
    context.lineWidth = width
    context.stroke()
  }
}

function drawDots(context: VoiceContext, points: readonly Point[]): void {
  let drawnX = -Infinity
  for (const { x, y } of points) {
    if (x - drawnX < DOT_GAP_PX) continue
    drawnX = x
    context.beginPath()
    context.arc(x, y, 1.75, 0, 2 * Math.PI)
    context.strokeStyle = EDGE_COLOR
    context.lineWidth = 2
    context.stroke()
    context.fillStyle = FORMANT_COLOR
    context.fill()
  }
}
