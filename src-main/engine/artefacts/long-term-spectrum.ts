import type { Hertz } from '#engine/base/units'
import { createRealFft } from '#engine/dsp/fft'
import { periodicWindow } from '#engine/dsp/windows'
import type { Sound } from './artefact'

const SIZE = 512
const HOP = SIZE / 2

/** Root of a clip's mean power at each frequency, in bands of an FFT of 512. */
export function longTermSpectrum({ samples, sampleRateHz }: Sound): (hz: Hertz) => number {
  const fft = createRealFft(SIZE)
  const window = periodicWindow('hann', SIZE)
  const power = new Float64Array(HOP + 1)
  const block = new Float64Array(SIZE)
  const [re, im] = [new Float64Array(HOP + 1), new Float64Array(HOP + 1)]
  for (let start = 0; start === 0 || start + SIZE <= samples.length; start += HOP) {
    for (let n = 0; n < SIZE; n++) block[n] = window[n] * (samples[start + n] ?? 0)
    fft.forward(block, re, im)
    for (let k = 0; k <= HOP; k++) power[k] += re[k] ** 2 + im[k] ** 2
  }
  return hz => Math.sqrt(power[Math.min(HOP, Math.round((hz * SIZE) / sampleRateHz))])
}
