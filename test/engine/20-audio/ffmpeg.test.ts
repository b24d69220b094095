import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeAudio } from '#engine/audio/decode'
import { bytesOf } from './wav-bytes'

const m4a = bytesOf('\0\0\0\x20ftypM4A ', new Uint8Array(200_000))
const adts = bytesOf([0xff, 0xf1, 0x50, 0x80], new Uint8Array(100))

let folder: string
const path = process.env.PATH

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cuescope-ffmpeg-'))
  process.env.PATH = ['.', '', folder].join(delimiter)
})

afterEach(() => {
  process.env.PATH = path
  rmSync(folder, { recursive: true })
})

/** A program called ffmpeg that runs this instead. */
function install(script: string): void {
  const file = join(folder, 'ffmpeg')
  writeFileSync(file, `#!${process.execPath}\n${script}`)
  chmodSync(file, 0o755)
}

/** Sun audio of unknown length: 4 samples of 32-bit floating point. */
const SOUND = `
  const sound = Buffer.alloc(24 + 4 * 1600)
  sound.write('.snd')
  ;[24, 0xffffffff, 6, 16000, 1].forEach((value, i) => sound.writeUInt32BE(value, 4 + 4 * i))
  for (let i = 0; i < 1600; i++) sound.writeFloatBE(i % 2 ? 0.5 : -0.25, 24 + 4 * i)
`

describe('engine/audio without ffmpeg', () => {
  it.each([
    ['MP4', m4a],
    ['AAC', adts],
  ])('engine/audio - %s is refused, and what to do is said', async (words, bytes) => {
    const message = expect.stringMatching(new RegExp(`${words}.*Install ffmpeg.*convert.*WAV or FLAC`))
    await expect(decodeAudio(bytes, 'clip.m4a')).rejects.toMatchObject({ code: 'unsupported-codec', message })
  })
})

// A script is a program by its first line there.
describe.runIf(process.platform !== 'win32')('engine/audio with an ffmpeg', () => {
  it.each([
    ['mov', m4a, 'clip.m4a'],
    ['aac', adts, 'clip.aac'],
  ])(
    'engine/audio - it gets the bytes, the container (%s) and no way to files or addresses',
    async (demuxer, bytes, name) => {
      install(`${SOUND}
      const seen = []
      process.stdin.on('data', data => seen.push(data)).on('end', () => {
        const input = Buffer.concat(seen)
        require('fs').writeFileSync(${JSON.stringify(join(folder, 'seen.json'))}, JSON.stringify({ args: process.argv.slice(2), length: input.length }))
        process.stdout.write(sound)
      })`)
      const { samples, sampleRateHz, channels, notes } = await decodeAudio(bytes, name)
      expect([sampleRateHz, channels, [...samples.subarray(0, 4)]]).toEqual([16000, 1, [-0.25, 0.5, -0.25, 0.5]])
      expect(samples).toHaveLength(1600)
      expect(notes[0]).toMatchObject({ code: 'unsupported-codec', message: expect.stringContaining('ffmpeg') })
      const { args, length } = JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')) as {
        args: string[]
        length: number
      }
      expect(length).toBe(bytes.length)
      expect(args[args.indexOf('-protocol_whitelist') + 1]).toBe('cache,pipe')
      expect(args[args.indexOf('-f') + 1]).toBe(demuxer)
      expect(args.indexOf('-f')).toBeLessThan(args.indexOf('-i'))
    },
  )

  it('engine/audio - what it says of a damaged file is passed on, without addresses of memory', async () => {
    install(`
      console.error('[cache @ 0x55] Inner protocol failed to seekback end : -38')
      console.error('[mov,mp4 @ 0x5581] moov atom not found')
      process.exit(1)`)
    await expect(decodeAudio(m4a, 'clip.m4a')).rejects.toMatchObject({
      code: 'decode-error',
      details: { reason: 'moov atom not found' },
    })
  })

  it('engine/audio - one that gives no sound, or ends before it read all, is no crash', async () => {
    install('process.exit(0)')
    await expect(decodeAudio(m4a, 'clip.m4a')).rejects.toMatchObject({ code: 'truncated-header' })
    install('process.kill(process.pid, "SIGSEGV")')
    await expect(decodeAudio(m4a, 'clip.m4a')).rejects.toMatchObject({ code: 'decode-error' })
  })
})
