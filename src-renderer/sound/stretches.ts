import type { Stretch } from '../canvas/play-plan'
import { FADE_SEC } from './fades'

/** Nothing but the two fades: it would be a tick, not a sound. */
const LEAST_SEC = 2 * FADE_SEC

/** What is left of the clip without the stretches, which are in order of time and apart. */
export function restOf(stretches: readonly Stretch[], durationSec: number): Stretch[] {
  const edges = [0, ...stretches.flatMap(({ startSec, endSec }) => [startSec, endSec]), durationSec]
  return Array.from({ length: edges.length / 2 }, (_, i) => ({
    startSec: edges[2 * i],
    endSec: edges[2 * i + 1],
  })).filter(({ startSec, endSec }) => endSec - startSec >= LEAST_SEC)
}

/** The parts of the stretches that lie in `limits`. */
export function within(stretches: readonly Stretch[], limits: Stretch): Stretch[] {
  return stretches
    .map(({ startSec, endSec }) => ({
      startSec: Math.max(startSec, limits.startSec),
      endSec: Math.min(endSec, limits.endSec),
    }))
    .filter(({ startSec, endSec }) => endSec - startSec >= LEAST_SEC)
}
