import type { Hertz } from '#engine/base/units'

/**
 * Second-order digital resonator of [klatt1980], eq. 1-2: gain 1 at 0 Hz. Holds the filter's memory, so its frequency
 * may change while a signal runs through it.
 */
export class Resonator {
  private a = 1
  private b = 0
  private c = 0
  private y1 = 0
  private y2 = 0

  constructor(private readonly sampleRateHz: Hertz) {}

  tune(frequencyHz: Hertz, bandwidthHz: Hertz): void {
    const radius = Math.exp((-Math.PI * bandwidthHz) / this.sampleRateHz)
    this.c = -radius * radius
    this.b = 2 * radius * Math.cos((2 * Math.PI * frequencyHz) / this.sampleRateHz)
    this.a = 1 - this.b - this.c
  }

  step(x: number): number {
    const y = this.a * x + this.b * this.y1 + this.c * this.y2
    this.y2 = this.y1
    this.y1 = y
    return y
  }
}

/** The inverse of a resonator of the same frequency and bandwidth [klatt1980], eq. 3-4: a zero pair, gain 1 at 0 Hz. */
export class AntiResonator {
  private a = 1
  private b = 0
  private c = 0
  private x1 = 0
  private x2 = 0

  constructor(private readonly sampleRateHz: Hertz) {}

  tune(frequencyHz: Hertz, bandwidthHz: Hertz): void {
    const radius = Math.exp((-Math.PI * bandwidthHz) / this.sampleRateHz)
    const c = -radius * radius
    const b = 2 * radius * Math.cos((2 * Math.PI * frequencyHz) / this.sampleRateHz)
    this.a = 1 / (1 - b - c)
    this.b = -b * this.a
    this.c = -c * this.a
  }

  step(x: number): number {
    const y = this.a * x + this.b * this.x1 + this.c * this.x2
    this.x2 = this.x1
    this.x1 = x
    return y
  }
}

/** Gain of a resonator at its own frequency: what a parallel branch divides by to be of unit peak. */
export function peakGain(frequencyHz: Hertz, bandwidthHz: Hertz, sampleRateHz: Hertz): number {
  const radius = Math.exp((-Math.PI * bandwidthHz) / sampleRateHz)
  const angle = (2 * Math.PI * frequencyHz) / sampleRateHz
  const c = -radius * radius
  const b = 2 * radius * Math.cos(angle)
  const real = 1 - b * Math.cos(angle) - c * Math.cos(2 * angle)
  const imaginary = b * Math.sin(angle) + c * Math.sin(2 * angle)
  return (1 - b - c) / Math.hypot(real, imaginary)
}
