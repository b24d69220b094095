/** Keeps results by key, the latest used ones, as long as together they take no more than `limitBytes`; a failed one isn't kept. */
export function keepWithin<T>(
  limitBytes: number,
  bytesOf: (result: T) => number,
): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { task: Promise<T>; bytes: number }>()
  let total = 0
  const forget = (key: string): void => {
    total -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }
  return (key, make) => {
    const found = kept.get(key)
    if (found) {
      kept.delete(key)
      kept.set(key, found)
      return found.task
    }
    const entry = { task: make(), bytes: 0 }
    kept.set(key, entry)
    entry.task.then(
      result => {
        if (kept.get(key) !== entry) return
        entry.bytes = bytesOf(result)
        total += entry.bytes
        for (const oldest of kept.keys()) {
          if (total <= limitBytes) break
          forget(oldest)
        }
      },
      () => {
        if (kept.get(key) === entry) forget(key)
      },
    )
    return entry.task
  }
}
