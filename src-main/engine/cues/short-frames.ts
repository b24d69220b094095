import { createRealFft32 } from './fft32/real-fft32'
import type { FrameGrid } from './frame-grid'
import { hammingWindow } from './frame-window'
import { createMelBands, melBandCount } from './llds/mel-bands'
import type { ShortFrame } from './llds/short-lld'

/** Visits the 20 ms frames in order. The frame handed over is reused: copy what must last. */
export function visitShortFrames(
  pcm: Float32Array,
  { short }: FrameGrid,
  needsMelBands: boolean,
  visit: (index: number, frame: ShortFrame) => void,
): void {
  const { lengthSamples, hopSamples, padSamples, fftSize, bins } = short
  const window = hammingWindow(lengthSamples)
  const melBands = needsMelBands ? createMelBands(short) : null
  const fft = createRealFft32(fftSize)
  const input = new Float32Array(fftSize)
  const frame = {
    re: new Float32Array(bins),
    im: new Float32Array(bins),
    magnitude: new Float32Array(bins),
    power: new Float32Array(bins),
    melEnergies: new Float32Array(melBandCount),
  }
  for (let index = 0; index < short.frames; index++) {
    const start = index * hopSamples
    for (let n = 0; n < lengthSamples; n++) input[padSamples + n] = pcm[start + n] * window[n]
    const { re, im } = frame
    fft.forward(input, re, im)
    for (let k = 0; k < bins; k++) {
      const magnitude = Math.fround(Math.sqrt(Math.fround(Math.fround(re[k] * re[k]) + Math.fround(im[k] * im[k]))))
      frame.magnitude[k] = magnitude
      frame.power[k] = magnitude * magnitude
    }
    melBands?.apply(frame.power, frame.melEnergies)
    visit(index, frame)
  }
}
