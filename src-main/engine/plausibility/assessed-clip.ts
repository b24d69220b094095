import type { CueKey, CueReliability, CueVector } from '#contracts/cue'

/** A clip's prediction and the cues of the windows it rests on: all that plausibility needs to know of it. */
export interface AssessedClip {
  readonly clipId: number
  readonly dataset: string
  /** Null: unknown. */
  readonly speaker: string | null
  /** The clip's own emotion, canonical. */
  readonly emotion: string | null
  /** The model's label that it maps onto; null: unmapped, so right or wrong is not known. */
  readonly expected: string | null
  readonly predicted: string
  /** Probability of `predicted`. */
  readonly confidence: number
  /** Cues of the salient windows. */
  readonly cues: CueVector
  /** A cue of state 'none' counts as not measured. */
  readonly reliability?: Partial<Record<CueKey, Pick<CueReliability, 'state'>>>
  /** Judged among the others, but nothing that they are compared with. @default false */
  readonly isGuest?: boolean
}

/** Null: not known. */
export function isCorrect({ expected, predicted }: AssessedClip): boolean | null {
  return expected === null ? null : expected === predicted
}

/** Speakers of different data sets are different people; clips of unknown speakers count as those of one. */
export function speakerKey({ dataset, speaker }: Pick<AssessedClip, 'dataset' | 'speaker'>): string {
  return `${dataset}\u0000${speaker ?? ''}`
}
