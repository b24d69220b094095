/**
 * The sound of a plan, sample by sample. It is made whole before it is played: Web Audio is handed one buffer, so no timer
 * and no scheduling decides where a stretch begins or ends.
 *
 * Conventions: mono PCM at the clip's own rate. Each step is its stretch of the clip with fades at both ends; between the
 * fades, at rate 1 and without a band, every sample is the clip's own, bit by bit. Silence everywhere else.
 */
import type { PlayStep } from '../canvas/play-plan'
import { bandLimited } from './band-limit'
import type { Band } from './band-limit'
import { FADE_SEC, fadeEnds } from './fades'
import { stretchTime } from './stretch-time'

export interface RenderOptions {
  readonly sampleRateHz: number
  /** Only these frequencies are heard. @default null, all */
  readonly band?: Band | null
  /** Silence after the last step, for sounds that are repeated. @default 0 */
  readonly tailSec?: number
}

export function renderPlan(
  samples: Float32Array,
  plan: readonly PlayStep[],
  { sampleRateHz, band = null, tailSec = 0 }: RenderOptions,
): Float32Array<ArrayBuffer> {
  const count = (sec: number): number => Math.round(sec * sampleRateHz)
  const last = plan[plan.length - 1]
  const sound = new Float32Array(last ? count(last.atSec) + count(last.heardSec) + count(tailSec) : 0)
  for (const step of plan) {
    const [from, to] = [count(step.fromSec), count(step.fromSec) + count(step.durationSec)]
    const cut = band ? bandLimited(samples, from, to, band, sampleRateHz) : samples.slice(from, to)
    const heard = stretchTime(cut, count(step.heardSec), sampleRateHz)
    fadeEnds(heard, count(FADE_SEC))
    sound.set(heard, count(step.atSec))
  }
  return sound
}

/** The last sound is made once only: who goes to and fro in a long clip need not wait for it. */
export function keepLastSound(): typeof renderPlan {
  let last: { samples: Float32Array; key: string; sound: Float32Array<ArrayBuffer> } | null = null
  return (samples, plan, options) => {
    const key = JSON.stringify([plan, options])
    if (last?.samples !== samples || last.key !== key)
      last = { samples, key, sound: renderPlan(samples, plan, options) }
    return last.sound
  }
}
