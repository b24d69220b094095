import type { Measures } from '#contracts/cue'
import { expertCues, type ExpertCue } from '#contracts/expert-table'
import type { PlausibilitySettings } from '#contracts/plausibility'
import type { Segment } from '#contracts/segment'
import { canonicalEmotion } from '#engine/datasets/emotion-words'
import { expertCueDefinitions } from '#engine/plausibility/expert-cues'
import type { SentenceFacts } from '#engine/plausibility/plain-words'

/** What a clip's windows say beside random speech windows, in the experts' cues. */
export function sentenceFacts(
  { segments, baselines }: Pick<Measures, 'baselines'> & { readonly segments: readonly Segment[] },
  predicted: string,
  { neutralZ }: PlausibilitySettings,
): SentenceFacts {
  return {
    ...{ predicted: canonicalEmotion(predicted) ?? predicted, neutralZ, windows: segments.length },
    evidenceShare: segments.length === 0 ? null : segments.reduce((sum, { share }) => sum + share, 0),
    chance: Object.fromEntries(expertCues.flatMap(cue => chanceOf(cue, baselines))),
  }
}

/** A cue that is read several ways is told by the first that could be measured. */
function chanceOf(
  cue: ExpertCue,
  baselines: Measures['baselines'],
): [ExpertCue, { z: number | null; p: number | null }][] {
  for (const { cue: key, statistic, sign } of expertCueDefinitions[cue].readings) {
    const chance = baselines.speech?.[key]?.[statistic]
    if (chance !== undefined) return [[cue, { z: chance.z === null ? null : sign * chance.z, p: chance.p }]]
  }
  return []
}
