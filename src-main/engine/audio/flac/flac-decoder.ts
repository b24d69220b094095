import { FlacBits } from './flac-bits'
import { flacDecodeError } from './flac-errors'
import type { FlacFrameHeader } from './flac-frames'
import { readSubframe } from './flac-subframe'

/** Channel codes of two channels of which one, or both, are coded by their difference. */
const LEFT_SIDE = 8
const SIDE_RIGHT = 9
const MID_SIDE = 10

export class FlacDecoder {
  readonly #bits = new FlacBits()
  #channels: Float64Array[] = []

  /**
   * A whole frame, its checksums already checked -> integers, one array a channel, of which the first `header.samples`
   * count. The arrays are used again by the next call. `depth`: bits of a sample.
   */
  decode(frame: Uint8Array, header: FlacFrameHeader, depth: number): readonly Float64Array[] {
    const { samples, channels, channelCode } = header
    if (this.#channels.length !== channels || this.#channels[0].length < samples) {
      this.#channels = Array.from({ length: channels }, () => new Float64Array(samples))
    }
    const bits = this.#bits
    bits.open(frame, header.bytes)
    this.#channels.forEach((out, channel) => {
      const isSide = channel === (channelCode === SIDE_RIGHT ? 0 : 1) && channelCode >= LEFT_SIDE
      readSubframe(bits, out, samples, isSide ? depth + 1 : depth)
    })
    if (Math.ceil(bits.position / 8) + 2 !== frame.length) throw flacDecodeError('a block has bytes left over')
    if (channelCode >= LEFT_SIDE) toLeftAndRight(this.#channels[0], this.#channels[1], samples, channelCode)
    return this.#channels
  }
}

/** In place. [rfc9639] section 4.2 */
function toLeftAndRight(first: Float64Array, second: Float64Array, samples: number, channelCode: number): void {
  if (channelCode === LEFT_SIDE) {
    for (let i = 0; i < samples; i++) second[i] = first[i] - second[i]
  } else if (channelCode === SIDE_RIGHT) {
    for (let i = 0; i < samples; i++) first[i] += second[i]
  } else if (channelCode === MID_SIDE) {
    for (let i = 0; i < samples; i++) {
      const side = second[i]
      // The mean has lost its last bit, which is that of the difference.
      const sum = 2 * first[i] + (side & 1)
      first[i] = (sum + side) / 2
      second[i] = (sum - side) / 2
    }
  }
}
