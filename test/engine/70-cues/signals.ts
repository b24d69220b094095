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
  let state = 12345
  return generate(durationSec, rateHz, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return amplitude * (state / 2 ** 31 - 1)
  })
}

export function constant(level: number, durationSec: number, rateHz: number): Float32Array {
  return generate(durationSec, rateHz, () => level)
}

function generate(durationSec: number, rateHz: number, at: (timeSec: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(durationSec * rateHz) }, (_, n) => at(n / rateHz))
}
