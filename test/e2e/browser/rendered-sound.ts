/** Compiled for a page of its own: the product's plan, sound and scheduling, rendered by the browser's audio engine. */
import { planOf, type Stretch } from '../../../src-renderer/canvas/play-plan'
import { FADE_SEC } from '../../../src-renderer/sound/fades'
import { renderPlan } from '../../../src-renderer/sound/render-plan'
import { bufferOf, schedule } from '../../../src-renderer/sound/schedule'

export interface Case {
  readonly sampleRateHz: number
  readonly clipSamples: number
  readonly stretches: readonly Stretch[]
  readonly gapSec: number
  readonly notBeforeSec: number
  readonly isLooped: boolean
  readonly offsetSec: number
}

/** In samples of the rendering; `wrong`: samples between the fades that are not the clip's own, bit by bit. */
export interface Found {
  readonly expectedStart: number
  readonly firstHeard: number
  readonly lastHeard: number
  readonly expectedLast: number
  readonly compared: number
  readonly wrong: number
  readonly loudInGaps: number
}

/** Never 0, so that where it sounds and where it doesn't is plain to the sample. */
function clipOf(count: number): Float32Array<ArrayBuffer> {
  let state = 1
  return Float32Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647
    const value = state / 2_147_483_647 - 0.5
    return value + Math.sign(value || 1) * 0.1
  })
}

export async function renderCase(one: Case): Promise<Found> {
  const { sampleRateHz, stretches, gapSec, notBeforeSec, isLooped, offsetSec } = one
  const clip = clipOf(one.clipSamples)
  const plan = planOf(stretches, gapSec, sampleRateHz)
  const sound = renderPlan(clip, plan, { sampleRateHz, tailSec: isLooped ? gapSec : 0 })
  const start = Math.ceil(notBeforeSec * sampleRateHz)
  const offset = Math.round(offsetSec * sampleRateHz)
  const turns = isLooped ? 3 : 1
  const context = new OfflineAudioContext(1, start + turns * sound.length - offset + 1000, sampleRateHz)
  schedule(context, bufferOf(context, sound), { gain: 1, isLooped, offsetSec, notBeforeSec })
  const heard = (await context.startRendering()).getChannelData(0)

  // What each sample of one turn must be, straight from the clip; NaN: in a fade, where it is not the clip's own.
  const whole = (sec: number): number => Math.round(sec * sampleRateHz)
  const fade = whole(FADE_SEC)
  const turn = new Float32Array(sound.length)
  let at = 0
  for (const { startSec, endSec } of stretches) {
    const [from, to] = [whole(startSec), whole(endSec)]
    turn.set(clip.subarray(from, to), at)
    turn.fill(NaN, at, at + fade)
    turn.fill(NaN, at + to - from - fade, at + to - from)
    at += to - from + whole(gapSec)
  }
  // Where it begins in the middle, it fades in.
  const fadesUntil = offset > 0 ? start + fade + 1 : 0
  let [compared, wrong, loudInGaps] = [0, 0, 0]
  let [firstHeard, lastHeard] = [-1, -1]
  heard.forEach((value, i) => {
    if (value !== 0 && firstHeard < 0) firstHeard = i
    if (value !== 0) lastHeard = i
    const place = i - start + offset
    const isDue = i >= start && (isLooped || place < sound.length)
    const due = isDue ? turn[place % sound.length] : 0
    if (Number.isNaN(due) || (isDue && i < fadesUntil)) return
    compared++
    if (value !== due) wrong++
    if (due === 0 && value !== 0) loudInGaps++
  })
  // A fade's own first and last sample are silent: what is heard begins one after and ends one before them.
  const expectedLast = isLooped ? heard.length - 1 : start + sound.length - offset - 2
  return { expectedStart: start + 1, firstHeard, lastHeard, expectedLast, compared, wrong, loudInGaps }
}
