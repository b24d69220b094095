import type { Region } from '#engine/cues/region'
import { createDraws, type BaselineGround, type Draws } from './draws'
import { matchedDraws } from './matched-draws'
import { withoutOverlap } from './without-overlap'

/** The draws that windows are held against; `draws` null, and none chosen: such windows can't be placed. */
export interface ChosenDraws {
  readonly draws: Draws | null
  readonly chosen: readonly number[]
  /** Part of the windows' own frames that is voiced, 0..1. */
  readonly salientVoicedFraction: number
}

export function createChoice(ground: BaselineGround): (salient: readonly Region[]) => ChosenDraws {
  const drawsOfLengths = createDraws(ground)
  const { draws: count, isVoicingMatched } = ground.settings
  return salient => {
    const windows = withoutOverlap(salient)
    const salientVoicedFraction = ground.voicedFractionOf(windows)
    const draws = drawsOfLengths(windows.map(({ startSec, endSec }) => endSec - startSec))
    if (draws === null) return { draws, chosen: [], salientVoicedFraction }
    const chosen = isVoicingMatched
      ? matchedDraws(count, salientVoicedFraction, draws)
      : Array.from({ length: count }, (_, draw) => draw)
    return { draws, chosen, salientVoicedFraction }
  }
}
