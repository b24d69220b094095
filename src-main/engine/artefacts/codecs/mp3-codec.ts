import { execFile } from 'node:child_process'
import { decodeAudio } from '#engine/audio/decode'
import { findProgram } from '#engine/audio/ffmpeg'
import { CueScopeError } from '#engine/base/errors'
import type { Hertz } from '#engine/base/units'
import type { Codec } from './codec'

const TIMEOUT_MS = 60_000
const MOST_OUTPUT_BYTES = 2 ** 27

/** The MP3 encoder of the ffmpeg that is installed on this computer, if one is: free encoders are under the LGPL. */
export const mp3Codec: Codec = {
  ratesHz: [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
  async transcode({ samples, sampleRateHz }, bitrateKbps) {
    const program = findProgram('ffmpeg')
    if (!program) {
      const message =
        'MP3 coding needs ffmpeg, and there is none on this computer. Install ffmpeg (it is then used by itself), or leave MP3 out.'
      throw new CueScopeError('unsupported-codec', message)
    }
    const mp3 = await encode(program, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength), {
      sampleRateHz,
      bitrateKbps,
    })
    const decoded = await decodeAudio(mp3, 'clip.mp3')
    if (decoded.sampleRateHz === sampleRateHz) return decoded.samples
    const message = `ffmpeg made an MP3 at ${decoded.sampleRateHz} Hz of ${sampleRateHz} Hz. Leave MP3 at ${bitrateKbps} kbit/s out.`
    throw new CueScopeError('unsupported-codec', message, { bitrateKbps, sampleRateHz })
  },
}

function encode(
  program: string,
  pcm: Buffer,
  { sampleRateHz, bitrateKbps }: { sampleRateHz: Hertz; bitrateKbps: number },
): Promise<Buffer> {
  const input = ['-f', 'f32le', '-ar', String(sampleRateHz), '-ac', '1', '-i', 'pipe:0']
  const output = ['-c:a', 'libmp3lame', '-b:a', `${bitrateKbps}k`, '-f', 'mp3', 'pipe:1']
  const args = ['-hide_banner', '-v', 'error', ...input, ...output]
  const limits = { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: MOST_OUTPUT_BYTES } as const
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { encoding: 'buffer', windowsHide: true, ...limits }, (error, mp3, said) => {
      if (!error) return resolve(mp3)
      const reason = (said.toString('latin1').split(/[\r\n]+/)[0] || error.message)
        .replace(/[^\x20-\x7e]/g, '?')
        .slice(0, 200)
      reject(
        new CueScopeError('run-failed', `ffmpeg can't encode MP3 (${reason}). Leave MP3 out.`, { program, reason }),
      )
    })
    // It may stop reading before the end; what then counts is how it ends.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(pcm)
  })
}
