import type { FrontEnd } from '#contracts/model'
import { trimSilence } from './trim-silence'

/** What is left of a clip for the model, in samples of the clip. */
export interface UsedPart {
  readonly start: number
  readonly end: number
  /** Zeros that were put before the clip's own samples. */
  readonly silenceBefore: number
  /** The part, with silence before and after as the front end asks for. */
  readonly samples: Float32Array
}

/**
 * Trim, then clip. A clip of fixed length keeps the start or the centre of what is longer; what is shorter is followed
 * by silence, or put in the middle of it.
 */
export function usedPart(samples: Float32Array, { sampleRate, trim, clip }: FrontEnd): UsedPart {
  const kept = trim ? trimSilence(samples, sampleRate, trim) : { start: 0, end: samples.length }
  if (!clip) return { ...kept, silenceBefore: 0, samples: samples.subarray(kept.start, kept.end) }

  const length = Math.round(clip.seconds * sampleRate)
  const spare = length - (kept.end - kept.start)
  const before = clip.from === 'centre' ? Math.floor(spare / 2) : 0
  const start = kept.start + Math.max(0, -before)
  const end = Math.min(kept.end, start + length)
  const silenceBefore = Math.max(0, before)
  const out = new Float32Array(length)
  out.set(samples.subarray(start, end), silenceBefore)
  return { start, end, silenceBefore, samples: out }
}
