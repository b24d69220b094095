import type { Comparison } from '#contracts/comparison'
import { groupBy } from '#engine/plausibility/group-by'
import type { ScoredClip } from '#engine/store/scored-clips'

type Answer = Pick<ScoredClip, 'expected' | 'predicted'>

/** Where two audits say different things of the same clip: what they say, most clips first. */
export function labelChanges(
  pairs: readonly { readonly a: Answer; readonly b: Answer }[],
): Comparison['changes'][number][] {
  const changed = pairs.filter(({ a, b }) => a.predicted !== b.predicted)
  return [...groupBy(changed, ({ a, b }) => JSON.stringify([a.predicted, b.predicted])).values()]
    .map(group => ({
      a: group[0].a.predicted,
      b: group[0].b.predicted,
      clips: group.length,
      aRight: group.filter(({ a }) => a.expected === a.predicted).length,
      bRight: group.filter(({ b }) => b.expected === b.predicted).length,
    }))
    .sort((one, other) => other.clips - one.clips || (one.a + one.b < other.a + other.b ? -1 : 1))
}
