export interface Kept<T> {
  (key: string, make: () => Promise<T>): Promise<T>
  /** What is there already; undefined: nothing yet. */
  now(key: string): T | undefined
}

/** Keeps the last `count` results by key, the running ones too; a failed one isn't kept. */
export function keepLast<T>(count: number): Kept<T> {
  const kept = new Map<string, { readonly task: Promise<T>; value?: T }>()
  function get(key: string, make: () => Promise<T>): Promise<T> {
    const entry = kept.get(key) ?? { task: make() }
    kept.delete(key)
    kept.set(key, entry)
    entry.task.then(
      value => (entry.value = value),
      () => {
        if (kept.get(key) === entry) kept.delete(key)
      },
    )
    for (const oldest of kept.keys()) {
      if (kept.size <= count) break
      kept.delete(oldest)
    }
    return entry.task
  }
  return Object.assign(get, { now: (key: string) => kept.get(key)?.value })
}
