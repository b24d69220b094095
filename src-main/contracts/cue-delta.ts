import type { BaselineName, CueKey, Measures } from './cue'

/**
 * Delta f: the cue in the salient windows less the cue in the full clip, or less its mean over random windows; in the
 * cue's unit. null where either can't be measured.
 * @param statistic the regions' mean, or their standard deviation: the variability
 */
export function cueDelta(
  { cues, baselines }: Pick<Measures, 'cues' | 'baselines'>,
  cue: CueKey,
  against: 'full' | BaselineName,
  statistic: 'mean' | 'sd' = 'mean',
): number | null {
  const salient = cues.salient?.[cue]?.[statistic]
  const reference = against === 'full' ? cues.full?.[cue]?.[statistic] : baselines[against]?.[cue]?.[statistic].mean
  return salient === undefined || reference === undefined ? null : salient - reference
}
