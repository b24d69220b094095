import type { Hertz } from '#engine/base/units'
import type { ControlFrame, FricationShape } from './control-track'
import { amplitudeOf } from './decibels'
import { AntiResonator, peakGain, Resonator } from './resonator'

const NASAL_BANDWIDTH_HZ = 100

/** The cascade branch of [klatt1980]: nose pole and zero, then the formants in a row. For sound made at the glottis. */
export class CascadeTract {
  private readonly formants: Resonator[]
  private readonly nasalPole: Resonator
  private readonly nasalZero: AntiResonator

  constructor(formantCount: number, sampleRateHz: Hertz) {
    this.formants = Array.from({ length: formantCount }, () => new Resonator(sampleRateHz))
    this.nasalPole = new Resonator(sampleRateHz)
    this.nasalZero = new AntiResonator(sampleRateHz)
  }

  shape(frame: ControlFrame): void {
    this.formants.forEach((resonator, i) => {
      resonator.tune(frame.formants[i].frequencyHz, frame.formants[i].bandwidthHz)
    })
    this.nasalPole.tune(frame.nasalPoleHz, NASAL_BANDWIDTH_HZ)
    this.nasalZero.tune(frame.nasalZeroHz, NASAL_BANDWIDTH_HZ)
  }

  step(x: number): number {
    let y = this.nasalPole.step(this.nasalZero.step(x))
    for (let i = this.formants.length - 1; i >= 0; i--) y = this.formants[i].step(y)
    return y
  }
}

/** The parallel branch of [klatt1980]: resonances side by side, each of unit peak times its gain. For frication. */
export class ParallelTract {
  private shape: FricationShape | null = null
  private branches: { resonator: Resonator; gain: number }[] = []
  private bypass = 0

  constructor(private readonly sampleRateHz: Hertz) {}

  take(shape: FricationShape | null): void {
    if (shape === this.shape || shape === null) return
    this.shape = shape
    this.bypass = amplitudeOf(shape.bypassDb)
    this.branches = shape.resonances.map(({ frequencyHz, bandwidthHz, gainDb }, i) => {
      const resonator = new Resonator(this.sampleRateHz)
      resonator.tune(frequencyHz, bandwidthHz)
      // Signs alternate, so that neighbours do not cancel between their peaks [klatt1980].
      const sign = i % 2 === 0 ? 1 : -1
      return { resonator, gain: (sign * amplitudeOf(gainDb)) / peakGain(frequencyHz, bandwidthHz, this.sampleRateHz) }
    })
  }

  step(x: number): number {
    let y = this.bypass * x
    for (const { resonator, gain } of this.branches) y += gain * resonator.step(x)
    return y
  }
}
