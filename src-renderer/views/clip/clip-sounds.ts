import type { NamedArray } from '#contracts/arrays'
import { frameTimes } from '../../canvas/draw-matrix'
import { mergeStretches, planOf } from '../../canvas/play-plan'
import type { Stretch } from '../../canvas/play-plan'
import type { TimeBox } from '../../canvas/time-box'
import { saveFile } from '../../composables/save-file'
import { bandLimited } from '../../sound/band-limit'
import { renderPlan } from '../../sound/render-plan'
import { wavFile } from '../../sound/wav-file'

export interface Sound {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

/** The selection sample by sample, without fades: what another program measures of it. Of a box only its frequencies. */
export function selectionWav({ samples, sampleRateHz }: Sound, box: TimeBox): Uint8Array<ArrayBuffer> {
  const [from, to] = [box.startSec, box.endSec].map(sec => Math.round(sec * sampleRateHz))
  const { lowHz, highHz } = box
  const isBand = lowHz !== null && highHz !== null
  const cut = isBand ? bandLimited(samples, from, to, { lowHz, highHz }, sampleRateHz) : samples.slice(from, to)
  return wavFile(cut, sampleRateHz)
}

/** The segments as they are heard: in order of time, those that touch as one, with `gapSec` between. */
export function segmentsWav(
  { samples, sampleRateHz }: Sound,
  segments: readonly Stretch[],
  gapSec: number,
  logMel: NamedArray | null,
): Uint8Array<ArrayBuffer> {
  const hopSec = logMel ? frameTimes(logMel.meta).hopSec : 0
  const plan = planOf(mergeStretches(segments, hopSec), gapSec, sampleRateHz)
  return wavFile(renderPlan(samples, plan, { sampleRateHz }), sampleRateHz)
}

export function saveSound(stem: string, file: Uint8Array<ArrayBuffer>): void {
  saveFile(`${stem}.wav`, new Blob([file], { type: 'audio/wav' }))
}
