import type { Interval } from './interval'
import { normalQuantile } from './special-functions'

/** Interval of a share, sound for few cases and for shares of 0 and 1; null of nothing. References: [wilson1927]. */
export function wilsonInterval(successes: number, n: number, level = 0.95): Interval | null {
  if (!(n > 0) || !(successes >= 0 && successes <= n)) return null
  const z = normalQuantile(0.5 + level / 2)
  const share = successes / n
  const middle = share + (z * z) / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const whole = 1 + (z * z) / n
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) }
}
