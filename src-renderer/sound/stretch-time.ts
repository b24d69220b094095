/**
 * Slower or faster with the pitch kept: waveform similarity overlap-add.
 *
 * Conventions: the result has exactly the length that is asked for; of the length it had, it is the very samples. Frames of
 * 30 ms overlap by half under a raised cosine. Each is taken from where it is due, or up to 10 ms beside it, where it is most like
 * what follows the frame before it in the clip: so periods meet periods.
 *
 * References: Verhelst and Roelands, "An overlap-add technique based on waveform similarity (WSOLA)", ICASSP 1993.
 */
const HOP_SEC = 0.015
const SEARCH_SEC = 0.01
/** Likeness is looked for at about this rate first, then to the sample around the best place. */
const COARSE_HZ = 6000

export function stretchTime(samples: Float32Array, length: number, sampleRateHz: number): Float32Array<ArrayBuffer> {
  const hop = Math.round(HOP_SEC * sampleRateHz)
  if (length === samples.length) return samples.slice() as Float32Array<ArrayBuffer>
  const stretched = new Float32Array(length)
  if (samples.length === 0) return stretched
  const search = Math.round(SEARCH_SEC * sampleRateHz)
  const stride = Math.max(1, Math.floor(sampleRateHz / COARSE_HZ))
  const rise = Float32Array.from({ length: hop }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / hop))
  // What follows a frame may reach over the end, where the clip is silent; frames themselves stay inside.
  const padded = new Float32Array(samples.length + 2 * hop)
  padded.set(samples)
  const lastFrom = Math.max(0, samples.length - hop)
  const perSample = samples.length / length

  let from = 0
  const frames = Math.ceil(length / hop)
  stretched.set(padded.subarray(0, Math.min(hop, length)))
  for (let frame = 1; frame < frames; frame++) {
    // What would come next had nothing been moved: the second half of the frame before.
    const natural = from + hop
    // Its middle, not its start, is put where it belongs: the cursor and the sound then agree at every rate.
    const due = Math.min(lastFrom, Math.max(0, Math.round((frame + 1) * hop * perSample) - hop))
    from = mostAlike(padded, natural, Math.max(0, due - search), Math.min(lastFrom, due + search), hop, stride)
    const at = frame * hop
    for (let i = 0; i < hop && at + i < length; i++)
      stretched[at + i] = padded[natural + i] * (1 - rise[i]) + padded[from + i] * rise[i]
  }
  return stretched
}

/** The start, from `lowest` to `highest`, whose `count` samples correlate most with those at `wanted`. */
function mostAlike(
  samples: Float32Array,
  wanted: number,
  lowest: number,
  highest: number,
  count: number,
  stride: number,
): number {
  const coarse = bestOf(samples, wanted, lowest, highest, count, stride)
  return bestOf(samples, wanted, Math.max(lowest, coarse - stride), Math.min(highest, coarse + stride), count, 1)
}

/** `stride`: both the step between starts and between the samples that are compared. */
function bestOf(
  samples: Float32Array,
  wanted: number,
  low: number,
  high: number,
  count: number,
  stride: number,
): number {
  let best = Math.min(Math.max(wanted, low), high)
  let bestLikeness = likeness(samples, wanted, best, count, stride)
  for (let start = low; start <= high; start += stride) {
    const found = likeness(samples, wanted, start, count, stride)
    if (found > bestLikeness) {
      best = start
      bestLikeness = found
    }
  }
  return best
}

/** Normalised by the candidate's energy, so that a loud place does not win for being loud. */
function likeness(samples: Float32Array, wanted: number, start: number, count: number, stride: number): number {
  let product = 0
  let energy = 1e-9
  for (let i = 0; i < count; i += stride) {
    const value = samples[start + i]
    product += samples[wanted + i] * value
    energy += value * value
  }
  return product / Math.sqrt(energy)
}
