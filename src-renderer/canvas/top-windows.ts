/**
 * The windows worth listening to, for explanations that no audit stored: the rule of the engine
 * (`src-main/engine/segments`), which the window may not import; a test holds one against the other.
 *
 * Conventions: the profile has one value a frame; frame i stands for `startSec + i * hopSec` of the clip.
 */
import type { Segment } from '#contracts/segment'
import type { SegmentSettings } from '#contracts/settings'

/** How frames lie in the clip. */
export interface FrameAxis {
  readonly hopSec: number
  /** Time of frame 0: above 0 where the front end skips the beginning of the clip, below where it pads it. */
  readonly startSec: number
  readonly durationSec: number
}

/** Highest score first, the earlier among equals; none overlaps another, leaves the clip or is without support. */
export function topWindows(profile: Float64Array, axis: FrameAxis, settings: SegmentSettings): Segment[] {
  const { first, end } = framesInClip(profile.length, axis)
  const width = Math.min(end - first, Math.max(1, Math.round(settings.windowSec / axis.hopSec)))
  if (width === 0) return []
  const time = (frame: number): number => Math.max(0, Math.min(axis.durationSec, axis.startSec + frame * axis.hopSec))
  const total = profile.reduce((sum, value) => sum + value, 0)
  const step = settings.grid === 'fixed' ? width : 1
  const windows = Array.from({ length: end - width + 1 - first }, (_, i) => first + i)
    .filter(start => (start - first) % step === 0 && time(start) < axis.durationSec)
    .map(start => ({ start, score: profile.subarray(start, start + width).reduce((sum, value) => sum + value, 0) }))
    .sort((a, b) => b.score - a.score || a.start - b.start)
  const chosen: typeof windows = []
  for (const window of windows) {
    if (chosen.length === settings.count || window.score <= 0) break
    if (chosen.every(other => Math.abs(other.start - window.start) >= width)) chosen.push(window)
  }
  return chosen.map(({ start, score }, i) => ({
    rank: i + 1,
    startSec: time(start),
    endSec: time(start + width),
    score,
    share: score / total,
  }))
}

function framesInClip(frames: number, { hopSec, startSec, durationSec }: FrameAxis): { first: number; end: number } {
  const rounding = 1e-6
  const first = Math.max(0, Math.ceil(-startSec / hopSec - rounding))
  const last = Math.min(frames - 1, Math.floor((durationSec - startSec) / hopSec + rounding))
  return { first, end: Math.max(first, last + 1) }
}
