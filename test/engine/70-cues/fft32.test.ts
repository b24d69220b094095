import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRealFft32 } from '#engine/cues/fft32/real-fft32'
import { frameGrid } from '#engine/cues/frame-grid'
import { hammingWindow } from '#engine/cues/frame-window'
import { createSpectraOfFour, laneCount } from '#engine/cues/lanes/spectra-of-four'
import { quantise } from '#engine/cues/quantise'
import { createWorkspace } from '#engine/dsp/wasm/workspace'

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
      const { short } = frameGrid(pcm.length, rateHz)
      const workspace = createWorkspace(2 ** 22)
      const spectra = createSpectraOfFour(workspace, short, hammingWindow(short.lengthSamples))
      const { transform } = workspace.compile({ transform: spectra.transform })
      const { re, im } = spectra.fft
      const packed = new Float32Array(size)
      let digest = 0x811c9dc5
      for (let frame = 0; frame < short.frames; frame++) {
        const lane = frame % laneCount
        if (lane === 0) {
          spectra.load(pcm, frame)
          transform()
        }
        for (let k = 0; k < size / 2; k++) {
          packed[2 * k] = re[laneCount * k + lane] + 0
          packed[2 * k + 1] = (k === 0 ? re[laneCount * (size / 2) + lane] : -im[laneCount * k + lane]) + 0
        }
        digest = fnv1a(new Uint8Array(packed.buffer), digest)
      }
      expect([short.frames, digest]).toEqual([frames, golden])
    },
  )

  it.each([32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384])(
    'of %i points is the Fourier transform of four signals, each for itself',
    size => {
      const workspace = createWorkspace(2 ** 22)
      const fft = createRealFft32(workspace, size)
      const { transform } = workspace.compile({ transform: fft.transform })
      const signals = noise(4 * size)
      fft.input.set(signals)
      transform()
      for (const k of [0, 1, 2, 3, size / 8, size / 4 + 1, size / 2 - 1, size / 2]) {
        for (let lane = 0; lane < laneCount; lane++) {
          let real = 0
          let imaginary = 0
          for (let n = 0; n < size; n++) {
            real += signals[laneCount * n + lane] * Math.cos((2 * Math.PI * k * n) / size)
            imaginary -= signals[laneCount * n + lane] * Math.sin((2 * Math.PI * k * n) / size)
          }
          expect(Math.abs(fft.re[laneCount * k + lane] - real)).toBeLessThan(2e-5 * Math.sqrt(size))
          expect(Math.abs(fft.im[laneCount * k + lane] - imaginary)).toBeLessThan(2e-5 * Math.sqrt(size))
        }
      }
    },
  )
})
