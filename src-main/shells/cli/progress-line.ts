import type { AuditProgress } from '#contracts/audit'
import type { ExperimentProgress } from '#contracts/experiment'

type Progress = AuditProgress | ExperimentProgress

const EVERY_MS = 500

/** Progress on stderr: one line rewritten on a terminal, a line every ten seconds elsewhere. */
export function progressLine(stream: NodeJS.WriteStream): (progress: Progress, isLast: boolean) => void {
  let lastMs = -Infinity
  return (progress, isLast) => {
    const now = performance.now()
    if (!isLast && now - lastMs < (stream.isTTY ? EVERY_MS : 20 * EVERY_MS)) return
    lastMs = now
    stream.write(stream.isTTY ? `\r\x1b[K${describe(progress)}${isLast ? '\n' : ''}` : `${describe(progress)}\n`)
  }
}

function describe(progress: Progress): string {
  const { total, done, refused, secondsLeft } = progress
  const { unit, reused, perSec } =
    'clipsPerSec' in progress
      ? { unit: 'clips', reused: progress.reused, perSec: progress.clipsPerSec }
      : { unit: 'pieces', reused: 0, perSec: progress.itemsPerSec }
  const parts = [`${done + refused} of ${total} ${unit}`]
  if (reused > 0) parts.push(`${reused} already computed`)
  if (refused > 0) parts.push(`${refused} refused`)
  if (perSec !== null) parts.push(`${perSec.toFixed(1)} ${unit}/s`)
  if (secondsLeft !== null && secondsLeft > 0) parts.push(`${Math.ceil(secondsLeft)} s left`)
  return parts.join(', ')
}
