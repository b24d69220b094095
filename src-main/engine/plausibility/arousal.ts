import type { ExpertCue } from '#contracts/expert-table'
import type { ArousalAgreement, ClipVerdict } from '#contracts/plausibility'
import { spearmanTest } from '#engine/stats/spearman-test'
import { isCorrect, type AssessedClip } from './assessed-clip'
import type { Expectation } from './expectations'
import type { CueColumn } from './reference-population'

const AROUSAL_CUES: readonly ExpertCue[] = [
  'loudness',
  'f0',
  'f0_variability',
  'spectral_flux',
  'high_frequency_energy',
]
const MIN_CUES = 3

/** Mean z of the cues that rise with arousal [goudbeek2010, weninger2013]; null where fewer than three are known. */
export function arousalIndex(columns: ReadonlyMap<ExpertCue, CueColumn>, clip: number): number | null {
  const known = AROUSAL_CUES.map(cue => columns.get(cue)?.z[clip] ?? NaN).filter(z => !Number.isNaN(z))
  return known.length < MIN_CUES ? null : known.reduce((sum, z) => sum + z, 0) / known.length
}

/** Whether the voice sounds as aroused as the emotion that the model named, over correct and over wrong predictions. */
export function arousalAgreement(
  clips: readonly AssessedClip[],
  found: readonly Pick<ClipVerdict, 'arousal'>[],
  expectations: readonly Expectation[],
): ArousalAgreement {
  const levels = new Map(expectations.map(({ label, arousal }) => [label, arousal]))
  const over = (wanted: boolean): ArousalAgreement['correct'] => {
    const chosen = [...clips.keys()].filter(i => isCorrect(clips[i]) === wanted)
    return spearmanTest(
      chosen.map(i => found[i].arousal),
      chosen.map(i => levels.get(clips[i].predicted) ?? null),
    )
  }
  return { correct: over(true), wrong: over(false) }
}
