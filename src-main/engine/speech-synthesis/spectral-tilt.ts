import type { Decibels, Hertz } from '#engine/base/units'

const TILT_FREQUENCY_HZ = 3000

/** One-pole low-pass, gain 1 at 0 Hz, that takes `tiltDb` away at 3 kHz: parameter TL of [klatt1990]. */
export class SpectralTilt {
  private pole = 0
  private y = 0

  constructor(private readonly sampleRateHz: Hertz) {}

  tune(tiltDb: Decibels): void {
    this.pole = tiltPole(tiltDb, this.sampleRateHz)
  }

  step(x: number): number {
    this.y = (1 - this.pole) * x + this.pole * this.y
    return this.y
  }
}

/** Solves |H(3 kHz)|^2 = 10^(-tiltDb / 10) for the pole; 0 where no attenuation is asked. */
export function tiltPole(tiltDb: Decibels, sampleRateHz: Hertz): number {
  if (tiltDb <= 0) return 0
  const power = 10 ** (-tiltDb / 10)
  const half = 1 - power * Math.cos((2 * Math.PI * TILT_FREQUENCY_HZ) / sampleRateHz)
  return (half - Math.sqrt(half * half - (1 - power) ** 2)) / (1 - power)
}
