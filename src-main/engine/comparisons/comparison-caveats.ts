import type { Comparison } from '#contracts/comparison'
import { speakerCaveats } from '#engine/experiments/group-size'

/** What keeps a comparison from saying much, in whole sentences. */
export function comparisonCaveats(
  { a, b }: Comparison['overall'],
  pairs: Comparison['pairs'],
  labels: readonly Comparison['labels'][number][],
  isPaired: boolean,
): string[] {
  const clips = (count: number): string => (count === 1 ? '1 clip' : `${count.toLocaleString('en')} clips`)
  const alone = pairs.onlyA + pairs.onlyB
  const speakers = Math.min(a.speakers, b.speakers)
  const unshared = labels.filter(label => label.a === null || label.b === null).map(({ name }) => name)
  return [
    ...(a.clips === 0 || b.clips === 0
      ? ['No clip has an emotion that stands for a label of both models: nothing can be scored.']
      : []),
    ...(isPaired
      ? []
      : ['The two audits are of different clips: gaps may come from the clips as well as from what is compared.']),
    ...(isPaired && alone > 0 ? [`Left out: ${clips(alone)} that only one of the two has a prediction of.`] : []),
    ...(pairs.byName > 0
      ? [`${clips(pairs.byName)} go by file, speaker and emotion: the recordings themselves differ.`]
      : []),
    ...speakerCaveats(speakers),
    ...(unshared.length > 0 ? [`Only one of the two models has the label ${unshared.join(', ')}.`] : []),
  ]
}
