/**
 * Where a clip's alignment stands among clips whose label is known to be right.
 *
 * Conventions: the share of correct clips of the same data set and label, this one counted in, that are aligned no better.
 * Of correct clips at most 5 % have a standing of 5 % or less, however many there are (a conformal p-value [vovk2005]).
 */
import { isCorrect, type AssessedClip } from './assessed-clip'
import { groupBy } from './group-by'

export interface Standing {
  /** Null: no alignment, or no correct clip to compare with. */
  readonly percentile: number | null
  /** Correct clips other than this one. */
  readonly references: number
}

/**
 * @param alignments with the predicted label, of which the references are taken; null: not measurable. [clips]
 * @param asked the label that each clip is to stand for, and its alignment with it @default the predicted one
 */
export function standings(
  clips: readonly AssessedClip[],
  alignments: readonly (number | null)[],
  asked: readonly { readonly label: string | null; readonly alignment: number | null }[] = clips.map(
    ({ predicted }, i) => ({ label: predicted, alignment: alignments[i] }),
  ),
): Standing[] {
  const correct = groupBy([...clips.keys()], i =>
    isCorrect(clips[i]) === true && alignments[i] !== null ? groupKey(clips[i].dataset, clips[i].predicted) : null,
  )
  const sorted = new Map(
    [...correct].map(([key, members]) => [key, Float64Array.from(members, i => alignments[i]!).sort()]),
  )
  const none = new Float64Array(0)
  return clips.map((clip, i) => {
    const { label, alignment: value } = asked[i]
    const group = (label === null ? undefined : sorted.get(groupKey(clip.dataset, label))) ?? none
    // A correct clip stands for its predicted label whichever label is asked: it is among the references.
    const own = value !== null && isCorrect(clip) === true ? 1 : 0
    const references = group.length - own
    if (value === null || references === 0) return { percentile: null, references }
    return { percentile: (100 * (countUpTo(group, value) + 1 - own)) / (references + 1), references }
  })
}

function groupKey(dataset: string, label: string): string {
  return `${dataset}\u0000${label}`
}

/** How many of `sorted` are at most `value`. */
function countUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
