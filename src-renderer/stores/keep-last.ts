/** Keeps the last `count` results by key, the running ones too; a failed one isn't kept. */
export function keepLast<T>(count: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>()
  return (key, make) => {
    const task = kept.get(key) ?? make()
    kept.delete(key)
    kept.set(key, task)
    task.catch(() => {
      if (kept.get(key) === task) kept.delete(key)
    })
    for (const oldest of kept.keys()) {
      if (kept.size <= count) break
      kept.delete(oldest)
    }
    return task
  }
}
