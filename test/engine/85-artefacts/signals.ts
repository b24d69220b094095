import type { Sound } from '#engine/artefacts/artefact'

export const RATE = 16_000

/** As make-artefacts.py makes it, in -1..1. */
export function noise(length: number, state = 12_345): Float64Array {
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 2 ** 30 - 1
  })
}

/** A tone of this RMS in the middle half of the clip, silence around it. */
export function toneInSilence(seconds = 2, rms = 0.1, sampleRateHz = RATE): Sound {
  const length = seconds * sampleRateHz
  const samples = Float32Array.from({ length }, (_, n) =>
    n >= length / 4 && n < (3 * length) / 4 ? rms * Math.SQRT2 * Math.sin((2 * Math.PI * 1000 * n) / sampleRateHz) : 0,
  )
  return { samples, sampleRateHz }
}

/** A gliding, swelling harmonic tone with a pause: something like a voice. */
export function voice(seconds = 1.5, sampleRateHz = RATE): Sound {
  let phase = 0
  const samples = Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, n) => {
    const t = n / sampleRateHz
    phase += (2 * Math.PI * (140 + 60 * Math.sin(4 * t))) / sampleRateHz
    const envelope = Math.max(0, Math.sin(2 * Math.PI * 1.7 * t)) ** 0.5
    let value = 0
    for (let k = 1; k <= 18; k++) value += Math.cos(k * phase + k * k) / k
    return 0.15 * envelope * value
  })
  return { samples, sampleRateHz }
}

export function difference(a: Float32Array, b: Float32Array): Float64Array {
  return Float64Array.from(a, (value, n) => value - b[n])
}

export function rmsDb(values: ArrayLike<number>): number {
  let sum = 0
  for (let n = 0; n < values.length; n++) sum += values[n] ** 2
  return 10 * Math.log10(sum / values.length)
}

/** Level of the sine at one frequency, in dB of its RMS. */
export function toneDb(values: ArrayLike<number>, hz: number, sampleRateHz = RATE): number {
  let [re, im] = [0, 0]
  for (let n = 0; n < values.length; n++) {
    re += values[n] * Math.cos((2 * Math.PI * hz * n) / sampleRateHz)
    im += values[n] * Math.sin((2 * Math.PI * hz * n) / sampleRateHz)
  }
  return 20 * Math.log10((Math.SQRT2 * Math.hypot(re, im)) / values.length)
}

/** Mean power per Hz between two frequencies, in dB, from a plain DFT of the whole. */
export function bandDb(values: ArrayLike<number>, fromHz: number, toHz: number, sampleRateHz = RATE): number {
  const stepHz = sampleRateHz / values.length
  let [power, count] = [0, 0]
  for (let k = Math.ceil(fromHz / stepHz); k * stepHz < toHz; k++, count++)
    power += 10 ** (toneDb(values, k * stepHz, sampleRateHz) / 10)
  return 10 * Math.log10(power / count)
}
