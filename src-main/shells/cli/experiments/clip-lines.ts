import type { DrawnClip } from '#contracts/experiments/drawn-clip'
import { columns } from './text-table'

/** The clips of a sample with the windows to listen to. */
export function clipLines(clips: readonly DrawnClip[]): string[] {
  if (clips.length === 0) return []
  const rows = clips.map(({ file, expected, predicted, windows }) => [
    expected === predicted ? predicted : `${expected} > ${predicted}`,
    file,
    windows.map(({ startSec, endSec }) => `${startSec.toFixed(2)}-${endSec.toFixed(2)}`).join(' '),
  ])
  return ['', ...columns([['clip', 'file', 'windows to listen to, s'], ...rows])]
}
