import type { Chance, CueBaseline, DrawFacts } from '#contracts/cue'
import type { RegionFigures } from '#engine/cues/cue-sums'
import type { Region } from '#engine/cues/region'
import { chanceOf } from './chance'
import { createChoice } from './choose-draws'
import type { BaselineGround } from './draws'
import { isMatched } from './matched-draws'

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
  const choose = createChoice(ground)
  return (salient, observed) => {
    const { draws, chosen, salientVoicedFraction } = choose(salient)
    const [fractions, figures] =
      draws === null ? [[], []] : [chosen.map(draws.voicedFraction), chosen.map(draws.figures)]
    return { facts: drawFacts(fractions, salientVoicedFraction), cues: chances(observed, figures) }
  }
}

/** The windows of each draw that `createBaseline` holds windows against, in the same order: to be listened to. */
export function createWindowLists(ground: BaselineGround): (salient: readonly Region[]) => Region[][] {
  const choose = createChoice(ground)
  return salient => {
    const { draws, chosen } = choose(salient)
    return draws === null ? [] : chosen.map(draws.windows)
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
