import type { ExpertCue } from '#contracts/expert-table'
import type { CueFinding } from '#contracts/plausibility'
import { finiteOrNull } from '#engine/stats/finite'
import type { Expectation } from './expectations'
import type { CueColumn } from './reference-population'

/** Each measured cue of a clip against what the table expects of its label. */
export function findingsOf(
  { shown, scored }: Pick<Expectation, 'shown' | 'scored'>,
  columns: ReadonlyMap<ExpertCue, CueColumn>,
  clip: number,
  neutralZ: number,
): CueFinding[] {
  return [...columns].map(([cue, column]) => {
    const z = finiteOrNull(column.z[clip])
    const expected = shown.get(cue) ?? null
    const population = column.populations[clip]
    return {
      cue,
      z,
      expected,
      isScored: scored.has(cue),
      outcome: outcomeOf(z, expected, neutralZ),
      population: population?.name ?? null,
      populationSize: population?.size ?? 0,
    }
  })
}

function outcomeOf(z: number | null, expected: number | null, neutralZ: number): CueFinding['outcome'] {
  if (expected === null) return 'no-expectation'
  if (z === null) return 'not-measurable'
  if (Math.abs(z) < neutralZ) return 'neither'
  return z * expected > 0 ? 'fits' : 'contradicts'
}
