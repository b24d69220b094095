import type { Chance, CueBaseline, DrawFacts } from '#contracts/cue'
import type { RegionFigures } from '#engine/cues/cue-sums'
import type { Region } from '#engine/cues/region'
import { chanceOf } from './chance'
import { createDraws, type BaselineGround } from './draws'
import { isMatched, matchedDraws } from './matched-draws'

/**
 * What chance gives: the cues of windows drawn at random from the same clip, as many and as long as the salient ones, so
 * that "louder there" means louder than elsewhere and not merely loud.
 *
 * Conventions: stretches in seconds of the clip, [start, end). Salient windows that overlap count as one. A draw's windows
 * never overlap and never leave the places, and all such placements are equally likely; where voicing is matched, those
 * whose voiced fraction is closest to the salient windows' are taken from five or more for each. The same seed gives the
 * same draws.
 *
 * References: [phipson2010] (why p counts the observed windows too).
 */
export interface Baseline {
  readonly facts: DrawFacts
  /** In the order of the figures; null: measurable in no draw. */
  readonly cues: readonly (CueBaseline | null)[]
}

/** Holds windows and their figures (NaN: not measurable) against windows drawn from the same ground, again and again. */
export function createBaseline(
  ground: BaselineGround,
): (salient: readonly Region[], observed: RegionFigures) => Baseline {
  const drawsOfLengths = createDraws(ground)
  const { draws: count, isVoicingMatched } = ground.settings
  return (salient, observed) => {
    const windows = withoutOverlap(salient)
    const wanted = ground.voicedFractionOf(windows)
    const draws = drawsOfLengths(windows.map(({ startSec, endSec }) => endSec - startSec))
    if (draws === null) return { facts: drawFacts([], wanted), cues: chances(observed, []) }
    const chosen = isVoicingMatched
      ? matchedDraws(count, wanted, draws)
      : Array.from({ length: count }, (_, draw) => draw)
    return {
      facts: drawFacts(chosen.map(draws.voicedFraction), wanted),
      cues: chances(observed, chosen.map(draws.figures)),
    }
  }
}

function chances(observed: RegionFigures, drawn: readonly RegionFigures[]): (CueBaseline | null)[] {
  const values = new Float64Array(drawn.length)
  const chance = (statistic: keyof RegionFigures, cue: number): Chance | null => {
    for (let i = 0; i < drawn.length; i++) values[i] = drawn[i][statistic][cue]
    return chanceOf(observed[statistic][cue], values)
  }
  return Array.from(observed.mean, (_, cue) => {
    const [mean, sd] = [chance('mean', cue), chance('sd', cue)]
    return mean && sd && { mean, sd }
  })
}

function drawFacts(voicedFractions: readonly number[], salientVoicedFraction: number): DrawFacts {
  const draws = voicedFractions.length
  const perDraw = (total: number): number => (draws === 0 ? 0 : total / draws)
  return {
    draws,
    matchedVoicedShare: perDraw(voicedFractions.filter(fraction => isMatched(fraction, salientVoicedFraction)).length),
    meanVoicedFraction: perDraw(voicedFractions.reduce((sum, fraction) => sum + fraction, 0)),
    salientVoicedFraction,
  }
}

/** What the stretches cover together, in order of time. */
export function withoutOverlap(stretches: readonly Region[]): Region[] {
  const merged: Region[] = []
  for (const { startSec, endSec } of stretches.toSorted((a, b) => a.startSec - b.startSec)) {
    const last = merged[merged.length - 1]
    if (last !== undefined && startSec < last.endSec)
      merged[merged.length - 1] = { startSec: last.startSec, endSec: Math.max(last.endSec, endSec) }
    else merged.push({ startSec, endSec })
  }
  return merged
}
