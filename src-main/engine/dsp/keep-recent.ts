/**
 * What is costly to set up and depends on its key alone, kept for the next call: the few rates of a data set come again
 * with every clip. The oldest goes when there are more than `most`.
 */
export function keepRecent<Key, Value>(most: number, create: (key: Key) => Value): (key: Key) => Value {
  const kept = new Map<Key, Value>()
  return key => {
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= most) kept.delete(kept.keys().next().value!)
    const value = create(key)
    kept.set(key, value)
    return value
  }
}
