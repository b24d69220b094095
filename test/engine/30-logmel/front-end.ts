import { frontEndSchema } from '#contracts/model'
import type { FrontEnd } from '#contracts/model'

/** The front end of the spec (64 bands at 16 kHz), with changes. */
export function frontEnd(changes: Record<string, unknown> = {}): FrontEnd {
  const base = { kind: 'log-mel', sampleRate: 16000, nFft: 512, winLength: 400, hopLength: 160, nMels: 64, fMax: 8000 }
  return frontEndSchema.parse({ ...base, ...changes })
}

export function sine(hz: number, seconds: number, amplitude = 0.5, rateHz = 16000): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * rateHz) },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / rateHz),
  )
}
