const WINDOW_MS = 15_000

/** Events a second over the last quarter of a minute, by the monotonic clock. */
export class RateMeter {
  #times: number[] = []
  #startedMs: number | null = null

  /** null before the second event. */
  get perSec(): number | null {
    if (this.#startedMs === null || this.#times.length < 2) return null
    const now = performance.now()
    const spanMs = Math.min(WINDOW_MS, now - this.#startedMs)
    const recent = this.#times.filter(time => now - time <= WINDOW_MS).length
    return recent > 0 ? (recent / spanMs) * 1000 : null
  }

  tick(): void {
    const now = performance.now()
    this.#startedMs ??= now
    this.#times.push(now)
    if (this.#times[0] < now - 2 * WINDOW_MS) this.#times = this.#times.filter(time => now - time <= WINDOW_MS)
  }
}
