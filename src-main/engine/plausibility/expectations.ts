import type { canonicalEmotions } from '#contracts/dataset'
import type { ExpertCell, ExpertCue, ExpertTable } from '#contracts/expert-table'
import { expertCueDefinitions } from './expert-cues'

export type CanonicalEmotion = (typeof canonicalEmotions)[number]

/** A label of the model, and the emotion it means; null: none that a table could speak of. */
export interface EmotionLabel {
  readonly label: string
  readonly emotion: CanonicalEmotion | null
}

/** What a table expects of one label. */
export interface Expectation extends EmotionLabel {
  /** Every cell that says a direction: -1..1, half for weak ones. */
  readonly shown: ReadonlyMap<ExpertCue, number>
  /** Those that verdicts rest on; empty: no settled expectation. */
  readonly scored: ReadonlyMap<ExpertCue, number>
  /** -1..1; null: undecided. */
  readonly arousal: number | null
}

/** Whether a cell is sure enough, and its cue robust enough, for a verdict to rest on. */
export function isScored({ cue, direction, confidence }: ExpertCell): boolean {
  const { scoredFrom } = expertCueDefinitions[cue]
  return scoredFrom !== null && direction !== 'mixed' && confidence <= scoredFrom
}

export function expectationsOf(table: ExpertTable, labels: readonly EmotionLabel[]): Expectation[] {
  const emotions = new Map(table.emotions.map(entry => [entry.emotion, entry]))
  return labels.map(({ label, emotion }) => {
    const levels = emotion === null ? undefined : emotions.get(emotion)
    const cells = table.cells.filter(cell => cell.emotion === emotion && cell.direction !== 'mixed')
    const scored = levels?.isSettled === true ? cells.filter(isScored) : []
    return { label, emotion, shown: signed(cells), scored: signed(scored), arousal: levels?.arousal ?? null }
  })
}

function signed(cells: readonly ExpertCell[]): Map<ExpertCue, number> {
  return new Map(
    cells.map(({ cue, direction, strength }) => [
      cue,
      (direction === 'higher' ? 1 : -1) * (strength === 'weak' ? 0.5 : 1),
    ]),
  )
}
