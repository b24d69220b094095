/** Long enough that no edge clicks in headphones, short enough that none is missed. */
export const FADE_SEC = 0.005

/** In place: linear fades at both ends; those of a very short sound meet in its middle. */
export function fadeEnds(samples: Float32Array, fade: number): void {
  const ramp = Math.min(fade, Math.floor(samples.length / 2))
  for (let i = 0; i < ramp; i++) {
    samples[i] *= i / ramp
    samples[samples.length - 1 - i] *= i / ramp
  }
}
