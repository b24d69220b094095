/**
 * From a saliency map to the windows a person can listen to.
 *
 * Conventions: the profile is the sum over mel of the map's positive part, one value a frame. Windows are as long as
 * `windowSec` to the nearest frame, move by one frame (on a fixed grid: by their length), never overlap and never leave the clip. Frame i of the log-Mel
 * stands for `startSec + i * hopSec` of the clip, and window i..i+w for that time up to `startSec + (i + w) * hopSec`.
 */
import type { Segment } from '#contracts/segment'
import type { SegmentSettings } from '#contracts/settings'
import type { Matrix } from '#engine/base/matrix'
import type { Seconds } from '#engine/base/units'
import { mean } from '#engine/stats/moments'

/** How frames lie in the clip. */
export interface FrameAxis {
  readonly hopSec: Seconds
  /** Time of frame 0: above 0 where the front end skips the beginning of the clip, below where it pads it. */
  readonly startSec: Seconds
  /** End of the clip. */
  readonly durationSec: Seconds
}

/** Sum over mel of the positive part of the map; with a threshold, of what is not below the map's mean. Float64 [frames] */
export function timeProfile(map: Matrix, threshold?: SegmentSettings['threshold']): Float64Array {
  const least = threshold === 'mean' ? (mean(map.data) ?? 0) : 0
  const profile = new Float64Array(map.cols)
  for (let mel = 0; mel < map.rows; mel++)
    for (let frame = 0; frame < map.cols; frame++) {
      const value = map.data[mel * map.cols + frame]
      if (value >= least && value > 0) profile[frame] += value
    }
  return profile
}

/**
 * The highest-scoring windows, greedily: highest score first, the earlier among equals, none that overlaps one already
 * chosen, none without a positive score, none of frames that stand for the front end's padding. Fewer than asked for is
 * a result. `share` is that of all positive relevance, the padding's too.
 */
export function topWindows(profile: Float64Array, axis: FrameAxis, settings: SegmentSettings): Segment[] {
  const { first, end } = framesInClip(profile.length, axis)
  const width = Math.min(end - first, Math.max(1, Math.round(settings.windowSec / axis.hopSec)))
  if (width === 0) return []
  const time = (frame: number): Seconds => Math.max(0, Math.min(axis.durationSec, axis.startSec + frame * axis.hopSec))
  const total = profile.reduce((sum, value) => sum + value, 0)
  const scores = windowSums(profile, width)
  // The last frame may stand for the very end of the clip: alone it is nothing to listen to.
  const step = settings.grid === 'fixed' ? width : 1
  const starts = Array.from({ length: end - width + 1 - first }, (_, i) => first + i).filter(
    start => (start - first) % step === 0 && time(start) < axis.durationSec,
  )
  const chosen: number[] = []
  for (const start of starts.sort((a, b) => scores[b] - scores[a] || a - b)) {
    if (chosen.length === settings.count || scores[start] <= 0) break
    if (chosen.every(other => Math.abs(other - start) >= width)) chosen.push(start)
  }
  return chosen.map((start, i) => ({
    rank: i + 1,
    startSec: time(start),
    endSec: time(start + width),
    score: scores[start],
    share: scores[start] / total,
  }))
}

/** Frames whose time lies in the clip: `first` up to, not including, `end`. */
function framesInClip(frames: number, { hopSec, startSec, durationSec }: FrameAxis): { first: number; end: number } {
  const rounding = 1e-6
  const first = Math.max(0, Math.ceil(-startSec / hopSec - rounding))
  const last = Math.min(frames - 1, Math.floor((durationSec - startSec) / hopSec + rounding))
  return { first, end: Math.max(first, last + 1) }
}

/** Sums of every run of `width` frames; each is added up afresh, so that equal windows have equal sums. */
function windowSums(profile: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(Math.max(0, profile.length - width + 1))
  for (let start = 0; start < sums.length; start++)
    for (let i = start; i < start + width; i++) sums[start] += profile[i]
  return sums
}
