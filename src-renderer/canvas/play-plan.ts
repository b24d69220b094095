/**
 * What is played when, as numbers only: the player turns it into `AudioBufferSourceNode.start(when, offset, duration)`.
 *
 * Conventions: times in seconds; `atSec` counts from the start of playback, `fromSec` and `durationSec` are of the clip.
 * Ends are rounded to whole samples, so that neither the sound nor the cursor can drift.
 */
export interface PlayStep {
  readonly atSec: number
  readonly fromSec: number
  readonly durationSec: number
}

export interface Stretch {
  readonly startSec: number
  readonly endSec: number
}

/**
 * The stretches in time order; those less than a frame apart, adjoining or overlapping, are one: what is heard there
 * goes on without a break in the clip, so it must not have one when it is played.
 */
export function mergeStretches(stretches: readonly Stretch[], hopSec: number): Stretch[] {
  const rounding = 1e-6
  const merged: Stretch[] = []
  for (const { startSec, endSec } of [...stretches].sort((a, b) => a.startSec - b.startSec)) {
    const last = merged[merged.length - 1]
    if (last && startSec - last.endSec < hopSec * (1 - rounding))
      merged[merged.length - 1] = { startSec: last.startSec, endSec: Math.max(last.endSec, endSec) }
    else merged.push({ startSec, endSec })
  }
  return merged
}

/** One after the other with `gapSec` of silence between. */
export function planOf(stretches: readonly Stretch[], gapSec: number, sampleRateHz: number): PlayStep[] {
  const toSamples = (sec: number): number => Math.round(sec * sampleRateHz)
  const gap = toSamples(gapSec)
  let at = 0
  return stretches
    .map(({ startSec, endSec }) => ({ from: toSamples(startSec), to: toSamples(endSec) }))
    .filter(({ from, to }) => to > from)
    .map(({ from, to }) => {
      const step = { atSec: at / sampleRateHz, fromSec: from / sampleRateHz, durationSec: (to - from) / sampleRateHz }
      at += to - from + gap
      return step
    })
}

export function planLengthSec(plan: readonly PlayStep[]): number {
  const last = plan[plan.length - 1]
  return last ? last.atSec + last.durationSec : 0
}

/** Where in the clip one is after `elapsedSec`: in a gap, at the end of the step before it. */
export function clipTimeAt(plan: readonly PlayStep[], elapsedSec: number): number {
  let current = plan[0]
  for (const step of plan) if (step.atSec <= elapsedSec) current = step
  if (!current) return 0
  const inside = Math.min(current.durationSec, Math.max(0, elapsedSec - current.atSec))
  return current.fromSec + inside
}

/** A stretch of samples with linear fades at both ends, for looping: it can be repeated without a click. */
export function cutWithFades(samples: Float32Array, from: number, to: number, fade: number): Float32Array<ArrayBuffer> {
  const cut = samples.slice(from, to) as Float32Array<ArrayBuffer>
  const ramp = Math.min(fade, Math.floor(cut.length / 2))
  for (let i = 0; i < ramp; i++) {
    cut[i] *= i / ramp
    cut[cut.length - 1 - i] *= i / ramp
  }
  return cut
}
