/**
 * Occlusion by hand: a person marks a part, and it is replaced as the audit's occlusion replaces its patches; or all
 * else is. A bin belongs to the part by its middle: the frame's in time, the band's peak in frequency.
 */
import type { Replacement } from '#contracts/settings'
import type { WhatIf } from '#contracts/what-if'
import { CueScopeError } from '#engine/base/errors'
import type { Region } from '#engine/cues/region'
import { melBandEdgesHz } from '#engine/logmel/log-mel'
import { toPrediction } from '#engine/models/prediction'
import { replacementFor, type LoadedModel, type ModelView } from '#engine/pipeline'

export interface MarkedPart {
  /** In the clip's time. */
  readonly regions: readonly Region[]
  /** null: all frequencies. */
  readonly band: { readonly lowHz: number; readonly highHz: number } | null
}

/** @throws CueScopeError out-of-range: the part holds no bin of what the model sees */
export async function whatIf(
  view: ModelView,
  model: LoadedModel,
  part: MarkedPart,
  value: Replacement,
): Promise<WhatIf> {
  const { rows, cols, data } = view.input
  const isMarked = markedBins(view, model, part)
  const marked = isMarked.reduce((sum, one) => sum + one, 0)
  if (marked === 0)
    throw new CueScopeError(
      'out-of-range',
      'What is marked holds no bin of the model’s picture: mark more of it, or where the model looks.',
    )
  const nothing = replacementFor(value, view, model.frontEnd).data
  const batch = new Float32Array(3 * data.length)
  batch.set(data)
  for (let i = 0; i < data.length; i++) {
    batch[data.length + i] = isMarked[i] === 1 ? nothing[i] : data[i]
    batch[2 * data.length + i] = isMarked[i] === 1 ? data[i] : nothing[i]
  }
  const logits = await model.forward(batch, 3, rows, cols)
  const count = model.labels.length
  const [whole, without, only] = [0, 1, 2].map(i =>
    Array.from(toPrediction(logits.subarray(i * count, (i + 1) * count)).probabilities),
  )
  return { labels: [...model.labels], whole, without, only, share: marked / data.length }
}

/** 1 where a bin lies in the part [mels x frames]. */
function markedBins(
  { input, logMel }: ModelView,
  { frontEnd }: LoadedModel,
  { regions, band }: MarkedPart,
): Uint8Array {
  const { rows, cols } = input
  const peaksHz = melBandEdgesHz(frontEnd).slice(1, -1)
  const isBand = peaksHz.map(hz => band === null || (hz >= band.lowHz && hz <= band.highHz))
  const marked = new Uint8Array(rows * cols)
  for (let frame = 0; frame < cols; frame++) {
    const sec = logMel.firstFrameSec + frame * logMel.hopSec
    if (!regions.some(({ startSec, endSec }) => sec >= startSec && sec < endSec)) continue
    for (let mel = 0; mel < rows; mel++) if (isBand[mel]) marked[mel * cols + frame] = 1
  }
  return marked
}
