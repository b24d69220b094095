import type { ExpertCell, ExpertEmotion, ExpertTable, ExpertTableChange } from '#contracts/expert-table'
import { canonicalJson } from '#engine/base/hash'

/** What changed from one table to another, in the order of the later one; what is gone comes last. */
export function diffTables(before: ExpertTable, after: ExpertTable): ExpertTableChange[] {
  return [...changes(before.cells, after.cells), ...changes(before.emotions, after.emotions)]
}

type Entry = ExpertCell | ExpertEmotion

function changes(before: readonly Entry[], after: readonly Entry[]): ExpertTableChange[] {
  const [old, now] = [before, after].map(entries => new Map(entries.map(entry => [keyOf(entry), entry])))
  const found: ExpertTableChange[] = []
  for (const [key, entry] of now) {
    const earlier = old.get(key) ?? null
    if (earlier === null) found.push(change('added', null, entry))
    else if (canonicalJson(earlier) !== canonicalJson(entry)) found.push(change('changed', earlier, entry))
  }
  for (const [key, entry] of old) if (!now.has(key)) found.push(change('removed', entry, null))
  return found
}

function change(kind: ExpertTableChange['kind'], before: Entry | null, after: Entry | null): ExpertTableChange {
  const entry = (after ?? before)!
  return { emotion: entry.emotion, cue: 'cue' in entry ? entry.cue : null, kind, before, after }
}

function keyOf(entry: Entry): string {
  return 'cue' in entry ? `${entry.emotion} ${entry.cue}` : entry.emotion
}
