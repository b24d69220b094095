import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRealFft32 } from '#engine/cues/fft32/real-fft32'
import { frameGrid } from '#engine/cues/frame-grid'
import { quantise } from '#engine/cues/quantise'
import { visitShortFrames } from '#engine/cues/short-frames'

/** Made by goldens/make_goldens.py with openSMILE 2.6.0 (Python). */
const goldens: { rateHz: number; size: number; frames: number; fnv1a: number }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'goldens/fft32.json'), 'utf8'),
)

/** The generator of make_goldens.py. */
function noise(count: number): Float32Array {
  let state = 12345
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return ((state >>> 17) - 16384) / 32768
  })
}

function fnv1a(bytes: Uint8Array, digest: number): number {
  for (const byte of bytes) digest = Math.imul(digest ^ byte, 0x01000193) >>> 0
  return digest
}

describe('engine/cues - transform in float32', () => {
  it.each(goldens)(
    'of $size points gives the bytes that openSMILE gives at $rateHz Hz',
    ({ rateHz, size, frames, fnv1a: golden }) => {
      const pcm = quantise(noise(rateHz / 10), 'wrap')
      const packed = new Float32Array(size)
      let digest = 0x811c9dc5
      let seen = 0
      visitShortFrames(pcm, frameGrid(pcm.length, rateHz), false, (_, { re, im }) => {
        for (let k = 0; k < size / 2; k++) {
          packed[2 * k] = re[k] + 0
          packed[2 * k + 1] = (k === 0 ? re[size / 2] : -im[k]) + 0
        }
        digest = fnv1a(new Uint8Array(packed.buffer), digest)
        seen++
      })
      expect([seen, digest]).toEqual([frames, golden])
    },
  )

  it.each([256, 512, 1024, 2048, 4096, 8192])('of %i points is the Fourier transform', size => {
    const input = noise(size)
    const re = new Float32Array(size / 2 + 1)
    const im = new Float32Array(size / 2 + 1)
    createRealFft32(size).forward(input, re, im)
    for (const k of [0, 1, 2, 3, size / 8, size / 4 + 1, size / 2 - 1, size / 2]) {
      let real = 0
      let imaginary = 0
      for (let n = 0; n < size; n++) {
        real += input[n] * Math.cos((2 * Math.PI * k * n) / size)
        imaginary -= input[n] * Math.sin((2 * Math.PI * k * n) / size)
      }
      expect(Math.abs(re[k] - real)).toBeLessThan(2e-5 * Math.sqrt(size))
      expect(Math.abs(im[k] - imaginary)).toBeLessThan(2e-5 * Math.sqrt(size))
    }
  })
})
