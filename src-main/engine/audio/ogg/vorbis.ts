import { checkLength } from '../limits'
import { Mixdown } from '../mixdown'
import type { AudioReading } from '../reading'
import { LOSSY_FULL_SCALE } from '../sample-scale'
import { VorbisDecoder } from '../vorbis/vorbis-decoder'
import { readVorbisSetup } from '../vorbis/vorbis-setup'
import { Span } from '../span'
import { oggExtent } from './ogg-extent'
import type { OggStream } from './ogg-stream'

/** Vorbis in Ogg, decoded here: packet by packet, in 64-bit floating point. */
export function readVorbis({ headers, audio, notes }: OggStream): AudioReading {
  const setup = readVorbisSetup(headers[0].data, headers[2].data)
  const { sampleRateHz, channels } = setup
  const decoder = new VorbisDecoder(setup)
  const counts = decoder.countSamples(audio.map(({ data }) => data))
  const extent = oggExtent(audio, counts, 0)
  checkLength(extent.frames, sampleRateHz)

  const mixdown = new Mixdown(channels, extent.frames, LOSSY_FULL_SCALE)
  const span = new Span(extent.skip, extent.frames)
  for (const { data } of audio) {
    const block = span.of(decoder.decode(data))
    mixdown.add(block, block[0].length)
  }
  return { ...mixdown.finish(), sampleRateHz, channels, notes: [...notes, ...extent.notes] }
}
