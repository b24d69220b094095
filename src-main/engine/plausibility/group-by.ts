import { speakerKey, type AssessedClip } from './assessed-clip'

/** Groups in order of their first member; null: in none. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** Places of each speaker's clips: what a bootstrap over speakers draws from. */
export function placesBySpeaker(clips: readonly Pick<AssessedClip, 'dataset' | 'speaker'>[]): number[][] {
  return [...groupBy([...clips.keys()], place => speakerKey(clips[place])).values()]
}
