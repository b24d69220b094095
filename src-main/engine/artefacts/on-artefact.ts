import type { FrontEnd } from '#contracts/model'
import type { Matrix } from '#engine/base/matrix'
import { melFrequenciesHz } from '#engine/dsp/mel-scale'
import type { FrameAxis } from '#engine/segments/segments'
import type { Extent } from './artefact'

/**
 * The bins of a log-Mel that an artefact reaches: a frame with any part of its window, a band with any part of its
 * triangle. 1: it does. Uint8 [mels x frames], row-major
 */
export function reachedBins(
  extents: readonly Extent[],
  frames: number,
  axis: FrameAxis,
  frontEnd: FrontEnd,
): Uint8Array {
  const { nMels, fMin, fMax, melScale, winLength, sampleRate } = frontEnd
  const edgesHz = melFrequenciesHz(nMels + 2, fMin, fMax, melScale)
  const halfWindowSec = winLength / sampleRate / 2
  const reached = new Uint8Array(nMels * frames)
  for (const { startSec, endSec, fMinHz, fMaxHz } of extents) {
    for (let mel = 0; mel < nMels; mel++) {
      if (edgesHz[mel + 2] <= fMinHz || edgesHz[mel] >= fMaxHz) continue
      for (let frame = 0; frame < frames; frame++) {
        const centreSec = axis.startSec + frame * axis.hopSec
        const isReached = centreSec + halfWindowSec > startSec && centreSec - halfWindowSec < endSec
        if (isReached) reached[mel * frames + frame] = 1
      }
    }
  }
  return reached
}

/** Share of the map's positive relevance in the bins marked, 0..1; null where the map has none at all. */
export function relevanceShare(map: Matrix, reached: Uint8Array): number | null {
  let [inside, total] = [0, 0]
  for (let i = 0; i < reached.length; i++) {
    const positive = Math.max(0, map.data[i])
    total += positive
    if (reached[i] === 1) inside += positive
  }
  return total > 0 ? inside / total : null
}
