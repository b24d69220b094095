import OpusScript from 'opusscript'
import type { Codec } from './codec'

const FRAME_SEC = 0.02
/** The encoder looks ahead by less; what it holds back comes out with these. */
const FLUSHING_FRAMES = 2
const FULL_SCALE = 32_768

/** libopus, 20 ms packets, tuned for music and speech alike. [rfc6716] */
export const opusCodec: Codec = {
  ratesHz: [8000, 12_000, 16_000, 24_000, 48_000],
  async transcode({ samples, sampleRateHz }, bitrateKbps) {
    const frame = sampleRateHz * FRAME_SEC
    const frames = Math.ceil(samples.length / frame) + FLUSHING_FRAMES
    const codec = new OpusScript(sampleRateHz as 16_000, 1, OpusScript.Application.AUDIO)
    try {
      codec.setBitrate(1000 * bitrateKbps)
      const decoded = new Float32Array(frames * frame)
      for (let i = 0; i < frames; i++) {
        const pcm = codec.decode(codec.encode(toPcm16(samples.subarray(i * frame, (i + 1) * frame), frame), frame))
        for (let n = 0; n < frame; n++) decoded[i * frame + n] = pcm.readInt16LE(2 * n) / FULL_SCALE
      }
      return decoded
    } finally {
      codec.delete()
    }
  },
}

/** Silence after the last sample. */
function toPcm16(samples: Float32Array, length: number): Buffer {
  const pcm = Buffer.alloc(2 * length)
  samples.forEach((value, n) => pcm.writeInt16LE(Math.round(Math.min(value, 1 - 1 / FULL_SCALE) * FULL_SCALE), 2 * n))
  return pcm
}
