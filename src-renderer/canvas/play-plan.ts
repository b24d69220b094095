/**
 * What is played when, as numbers only: `sound/render-plan.ts` makes the sound of it.
 *
 * Conventions: times in seconds; `atSec` and `heardSec` count in playback, `fromSec` and `durationSec` in the clip. All are
 * whole samples, so that neither the sound nor the cursor can drift.
 */
export interface PlayStep {
  readonly atSec: number
  readonly fromSec: number
  readonly durationSec: number
  /** How long the step lasts at the rate it is played at. */
  readonly heardSec: number
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

/** One after the other with `gapSec` of silence between; the gaps last as long at every rate. */
export function planOf(stretches: readonly Stretch[], gapSec: number, sampleRateHz: number, rate = 1): PlayStep[] {
  const toSamples = (sec: number): number => Math.round(sec * sampleRateHz)
  const gap = toSamples(gapSec)
  let at = 0
  return stretches
    .map(({ startSec, endSec }) => ({ from: toSamples(startSec), to: toSamples(endSec) }))
    .filter(({ from, to }) => to > from)
    .map(({ from, to }) => {
      const heard = Math.max(1, Math.round((to - from) / rate))
      const [atSec, fromSec, durationSec, heardSec] = [at, from, to - from, heard].map(count => count / sampleRateHz)
      at += heard + gap
      return { atSec, fromSec, durationSec, heardSec }
    })
}

function stepAt(plan: readonly PlayStep[], elapsedSec: number): number {
  return Math.max(
    0,
    plan.findLastIndex(step => step.atSec <= elapsedSec),
  )
}

/** Where in the clip one is after `elapsedSec`: in a gap, at the end of the step before it. */
export function clipTimeAt(plan: readonly PlayStep[], elapsedSec: number): number {
  const step = plan[stepAt(plan, elapsedSec)]
  if (!step) return 0
  const share = Math.min(1, Math.max(0, (elapsedSec - step.atSec) / step.heardSec))
  return step.fromSec + share * step.durationSec
}

/** When the first step that holds this time of the clip gets there; 0: none does. */
export function elapsedAt(plan: readonly PlayStep[], sec: number): number {
  const step = plan.find(({ fromSec, durationSec }) => sec >= fromSec && sec <= fromSec + durationSec)
  return step ? step.atSec + ((sec - step.fromSec) / step.durationSec) * step.heardSec : 0
}

/** The same place of the same stretches played at another rate, or with other gaps. */
export function carryOver(plan: readonly PlayStep[], elapsedSec: number, to: readonly PlayStep[]): number {
  const at = stepAt(plan, elapsedSec)
  if (!plan[at] || !to[at]) return 0
  const share = Math.min(1, Math.max(0, (elapsedSec - plan[at].atSec) / plan[at].heardSec))
  return to[at].atSec + share * to[at].heardSec
}
