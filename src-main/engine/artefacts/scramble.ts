import { createRealFft } from '#engine/dsp/fft'
import { periodicWindow } from '#engine/dsp/windows'
import type { Random } from '#engine/speech-synthesis/random'
import { meanSquare } from './speech-level'

const SIZE = 512
const HOP = SIZE / 2

/**
 * Noise that has a signal's energy in each stretch and band (blocks of 512 samples, half overlapping), and its RMS, but
 * nothing else of it: all phases are drawn anew.
 */
export function scramble(signal: Float64Array, random: Random): Float64Array {
  const fft = createRealFft(SIZE)
  const window = periodicWindow('hann', SIZE).map(Math.sqrt)
  const padded = new Float64Array(signal.length + 2 * SIZE)
  padded.set(signal, HOP)
  const output = new Float64Array(padded.length)
  const block = new Float64Array(SIZE)
  const [re, im] = [new Float64Array(HOP + 1), new Float64Array(HOP + 1)]
  for (let start = 0; start + SIZE <= padded.length; start += HOP) {
    for (let n = 0; n < SIZE; n++) block[n] = window[n] * padded[start + n]
    fft.forward(block, re, im)
    for (let k = 0; k <= HOP; k++) {
      const magnitude = Math.hypot(re[k], im[k])
      const phase = random.uniform(0, 2 * Math.PI)
      re[k] = magnitude * Math.cos(phase)
      im[k] = magnitude * Math.sin(phase)
    }
    fft.inverse(re, im, block)
    for (let n = 0; n < SIZE; n++) output[start + n] += window[n] * block[n]
  }
  const scrambled = output.subarray(HOP, HOP + signal.length)
  const gain = Math.sqrt(meanSquare(signal) / (meanSquare(scrambled) || 1))
  return scrambled.map(value => gain * value)
}
