import type { ExpertCue } from '#contracts/expert-table'
import type { CueColumn } from './reference-population'

/**
 * How far a clip's cues go the way that is expected: sum of expected * tanh(z) over sum of |expected|, -1..1. tanh keeps
 * one extreme cue from outvoting the others. Null without an expectation, and where a cue that counts has no value.
 */
export function alignment(
  expected: ReadonlyMap<ExpertCue, number>,
  columns: ReadonlyMap<ExpertCue, CueColumn>,
  clip: number,
): number | null {
  let [sum, weight] = [0, 0]
  for (const [cue, level] of expected) {
    const z = columns.get(cue)?.z[clip] ?? NaN
    if (Number.isNaN(z)) return null
    sum += level * Math.tanh(z)
    weight += Math.abs(level)
  }
  return weight > 0 ? sum / weight : null
}
