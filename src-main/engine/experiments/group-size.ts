import type { SizeCaution } from '#contracts/experiments/baseline'

/** Below so many clips a group's figures are hints where to listen, and nothing is tested. */
const FEW_CLIPS = 10
/** Below so many speakers, drawing speakers anew gives hardly anything new. */
const FEW_SPEAKERS = 3
/** Of a whole audit more can be asked. */
const FEW_SPEAKERS_OF_ALL = 10

/** The gravest thing to be said of a group before its figures are believed; null: nothing. */
export function sizeCaution({
  clips,
  speakers,
}: {
  readonly clips: number
  readonly speakers: number
}): SizeCaution | null {
  if (clips < FEW_CLIPS) return 'few-clips'
  if (speakers <= 1) return 'one-speaker'
  return speakers < FEW_SPEAKERS ? 'few-speakers' : null
}

/** What the number of speakers makes of an audit's intervals, in whole sentences. */
export function speakerCaveats(speakers: number): string[] {
  if (speakers === 1) return ['One speaker only: the intervals say nothing of other speakers.']
  return speakers > 1 && speakers < FEW_SPEAKERS_OF_ALL ? [`Only ${speakers} speakers: the intervals are rough.`] : []
}
