/** Signals whose cues are known, in [-0.5, 0.5]. */
export function sine(hz: number, durationSec: number, rateHz: number): Float32Array {
  return generate(durationSec, rateHz, timeSec => 0.5 * Math.sin(2 * Math.PI * hz * timeSec))
}

/** A pulse of 0.5 per period that dies away within a millisecond or two, so that the spectrum falls as a voice's does. */
export function pulseTrain(periodSamples: number, durationSec: number, rateHz: number): Float32Array {
  const decay = Math.exp(-1 / (0.0005 * rateHz))
  const samples = new Float32Array(Math.round(durationSec * rateHz))
  for (let n = 0; n < samples.length; n++) samples[n] = n % periodSamples === 0 ? 0.5 : decay * samples[n - 1]
  return samples
}

/** Uniform noise, the same each time. */
export function noise(durationSec: number, rateHz: number, amplitude = 0.1): Float32Array {
  const random = createRandom()
  return generate(durationSec, rateHz, () => amplitude * random())
}

/** Uniform in -1..1, the same sequence each time. */
export function createRandom(): () => number {
  let state = 12345
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}

/** A voice that falls from 220 to 130 Hz, a little rough, through two resonances, with breath; the last fifth is breath alone. */
export function fallingVoice(durationSec: number, rateHz: number): Float32Array {
  const random = createRandom()
  const samples = new Float32Array(Math.round(durationSec * rateHz))
  const voicedSamples = 0.8 * samples.length
  for (let at = 0; at < voicedSamples; at += (rateHz / (220 - (90 * at) / voicedSamples)) * (1 + 0.01 * random())) {
    samples[Math.floor(at)] = 1 + 0.2 * random()
  }
  const breathy = samples.map(sample => sample + 0.02 * random())
  const spoken = resonate(resonate(breathy, rateHz, 600, 80), rateHz, 1400, 120)
  const peak = spoken.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0)
  return spoken.map(sample => (0.4 * sample) / peak)
}

/** A resonance of two poles, gain 1 at 0 Hz. */
export function resonate(samples: Float32Array, rateHz: number, hz: number, bandwidthHz: number): Float32Array {
  const radius = Math.exp((-Math.PI * bandwidthHz) / rateHz)
  const a1 = 2 * radius * Math.cos((2 * Math.PI * hz) / rateHz)
  const a2 = -radius * radius
  const output = new Float64Array(samples.length)
  for (let n = 0; n < output.length; n++) {
    output[n] = (1 - a1 - a2) * samples[n] + a1 * (output[n - 1] ?? 0) + a2 * (output[n - 2] ?? 0)
  }
  return Float32Array.from(output)
}

export function constant(level: number, durationSec: number, rateHz: number): Float32Array {
  return generate(durationSec, rateHz, () => level)
}

function generate(durationSec: number, rateHz: number, at: (timeSec: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(durationSec * rateHz) }, (_, n) => at(n / rateHz))
}
