import type { BaselineName, Chance, CueInfo, CueReliability, CueStatistics, Measures } from '#contracts/cue'
import { cueDelta } from '#contracts/cue-delta'
import { unscoredCues } from '../../text/cues'

/** One cue: what it is in the salient windows, and what it would be there by chance. */
export interface CueCard {
  readonly info: CueInfo
  readonly isScored: boolean
  readonly salient: CueStatistics | null
  readonly full: CueStatistics | null
  /** Whose chance is the main figure: speech, or anywhere where there is too little speech to draw from. */
  readonly baseline: BaselineName
  readonly chance: Chance | null
  /** The same for the standard deviation within the windows. */
  readonly variability: Chance | null
  readonly anywhere: Chance | null
  /** Salient less random, in the cue's unit. */
  readonly difference: number | null
  /** Salient less full clip. */
  readonly differenceToFull: number | null
  readonly reliability: CueReliability | null
}

/** The cards in order of |z|; those without one behind, in the order of the cue list. */
export function cueCards(infos: readonly CueInfo[], measures: Measures): CueCard[] {
  const baseline = mainBaseline(measures)
  const cards = infos
    .filter(({ key }) => measures.cues.salient?.[key] !== undefined || measures.cues.full?.[key] !== undefined)
    .map(info => {
      const { key } = info
      return {
        ...{ info, baseline, isScored: !unscoredCues.includes(key) },
        salient: measures.cues.salient?.[key] ?? null,
        full: measures.cues.full?.[key] ?? null,
        chance: measures.baselines[baseline]?.[key]?.mean ?? null,
        variability: measures.baselines[baseline]?.[key]?.sd ?? null,
        anywhere: measures.baselines.anywhere?.[key]?.mean ?? null,
        difference: cueDelta(measures, key, baseline),
        differenceToFull: cueDelta(measures, key, 'full'),
        reliability: measures.reliability.salient?.[key] ?? null,
      }
    })
  const rank = ({ chance, salient }: CueCard): number =>
    salient === null ? -2 : chance?.z === null || chance === null ? -1 : Math.abs(chance.z)
  return cards
    .map((card, i) => ({ card, i }))
    .sort((a, b) => rank(b.card) - rank(a.card) || a.i - b.i)
    .map(({ card }) => card)
}

/** Speech, unless no windows of speech could be drawn. */
export function mainBaseline({ draws }: Pick<Measures, 'draws'>): BaselineName {
  return draws.speech && draws.speech.draws === 0 && (draws.anywhere?.draws ?? 0) > 0 ? 'anywhere' : 'speech'
}

/** The strip's ends, in standard deviations of the draws. */
export const STRIP_SD = 4

/** Where a value lies on a card's strip, 0..1 with the draws' mean in the middle; null: no strip. */
export function stripPosition(value: number | null, chance: Chance | null): number | null {
  if (value === null || !chance || chance.sd <= 0) return null
  const z = (value - chance.mean) / chance.sd
  return 0.5 + Math.max(-STRIP_SD, Math.min(STRIP_SD, z)) / (2 * STRIP_SD)
}
