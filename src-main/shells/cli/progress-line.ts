import type { AuditProgress } from '#contracts/audit'

const EVERY_MS = 500

/** Progress on stderr: one line rewritten on a terminal, a line every ten seconds elsewhere. */
export function progressLine(stream: NodeJS.WriteStream): (progress: AuditProgress, isLast: boolean) => void {
  let lastMs = -Infinity
  return (progress, isLast) => {
    const now = performance.now()
    if (!isLast && now - lastMs < (stream.isTTY ? EVERY_MS : 20 * EVERY_MS)) return
    lastMs = now
    stream.write(stream.isTTY ? `\r\x1b[K${describe(progress)}${isLast ? '\n' : ''}` : `${describe(progress)}\n`)
  }
}

function describe({ total, done, refused, reused, clipsPerSec, secondsLeft }: AuditProgress): string {
  const parts = [`${done + refused} of ${total} clips`]
  if (reused > 0) parts.push(`${reused} already computed`)
  if (refused > 0) parts.push(`${refused} refused`)
  if (clipsPerSec !== null) parts.push(`${clipsPerSec.toFixed(1)} clips/s`)
  if (secondsLeft !== null && secondsLeft > 0) parts.push(`${Math.ceil(secondsLeft)} s left`)
  return parts.join(', ')
}
