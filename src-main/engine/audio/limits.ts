import { CueScopeError } from '#engine/base/errors'
import type { Hertz } from '#engine/base/units'

/** Stated to the user in the messages below; nothing is allocated before a file has passed them. */
const MIN_RATE_HZ = 1000
const MAX_RATE_HZ = 384_000
const MAX_CHANNELS = 32
const MAX_MINUTES = 60
/** An hour at 48 kHz: a higher rate makes the limit shorter, so that memory stays bounded. */
const MAX_FRAMES = MAX_MINUTES * 60 * 48_000

/** @throws CueScopeError bad-sample-rate, bad-channel-count */
export function checkShape(sampleRateHz: Hertz, channels: number): void {
  if (!(sampleRateHz >= MIN_RATE_HZ && sampleRateHz <= MAX_RATE_HZ)) {
    const message = `its header says ${sampleRateHz} Hz; rates from ${MIN_RATE_HZ} to ${MAX_RATE_HZ} Hz are read. Convert or re-export it.`
    throw new CueScopeError('bad-sample-rate', message, { sampleRateHz })
  }
  if (!(channels >= 1 && channels <= MAX_CHANNELS)) {
    const message = `its header says ${channels} channels; 1 to ${MAX_CHANNELS} are read. Convert or re-export it.`
    throw new CueScopeError('bad-channel-count', message, { channels })
  }
}

/** `frames`: those really there, never a length field. @throws CueScopeError no-audio-frames, too-long */
export function checkLength(frames: number, sampleRateHz: Hertz): void {
  if (frames === 0)
    throw new CueScopeError('no-audio-frames', 'there are no samples in it. Get the file again, or leave it out.')
  const most = Math.min(MAX_MINUTES * 60 * sampleRateHz, MAX_FRAMES)
  if (frames >= most) {
    const minutes = (samples: number): string => (samples / sampleRateHz / 60).toFixed(1)
    const message = `it lasts ${minutes(frames)} min (${frames} samples a channel); at ${sampleRateHz} Hz clips must be shorter than ${minutes(most)} min (${most} samples). Cut it into utterances.`
    throw new CueScopeError('too-long', message, { frames, sampleRateHz })
  }
}
