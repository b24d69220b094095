/** Calls `action` at most every `intervalMs`, and once more after the last request, so that the end is never missed. */
export function throttle(action: () => void, intervalMs: number): { request(): void; flush(): void; cancel(): void } {
  let timer: NodeJS.Timeout | null = null
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  return {
    request() {
      timer ??= setTimeout(() => {
        timer = null
        action()
      }, intervalMs)
    },
    flush() {
      cancel()
      action()
    },
    cancel,
  }
}
