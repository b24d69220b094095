import type { Stretch } from '../canvas/play-plan'

/** What the demo corpus knows of a clip because it made it, as far as the window shows it. */
export interface ShownTruth {
  readonly gesture: Stretch | null
  /** What was planted so that the clip goes wrong; null: nothing. */
  readonly planted: string | null
  readonly emotionSpoken: string | null
}

/** The record is the demo's own and may grow: what isn't there or isn't as expected is not shown. */
export function readTruth(truth: Readonly<Record<string, unknown>> | null): ShownTruth | null {
  if (!truth) return null
  return {
    gesture: isStretch(truth.gesture) ? truth.gesture : null,
    planted: plantedWords(truth.planted),
    emotionSpoken: typeof truth.emotionSpoken === 'string' ? truth.emotionSpoken : null,
  }
}

function isStretch(value: unknown): value is Stretch {
  return typeof value === 'object' && value !== null && 'startSec' in value && 'endSec' in value
}

function plantedWords(planted: unknown): string | null {
  if (typeof planted !== 'object' || planted === null || !('kind' in planted)) return null
  const { kind, snrDb } = planted as { kind: unknown; snrDb?: unknown }
  if (kind === 'none') return null
  if (kind === 'noise') return `noise over the whole clip, ${String(snrDb)} dB below the voice`
  if (kind === 'wrong-label') return 'the file name gives another emotion than the one spoken'
  if (kind === 'quiet-anger') return 'anger without loudness and edge'
  return String(kind).replaceAll('-', ' ')
}
