import { makeClip } from '#engine/demo/make-clip'
import { planCorpus, type PlannedClip } from '#engine/demo/plan-corpus'
import type { DemoTruth } from '#engine/demo/truth'

export interface DemoClip {
  readonly samples: Float32Array
  readonly sampleRateHz: number
  readonly truth: DemoTruth
}

const plan = planCorpus('demo')

export function demoClip(name: string): DemoClip {
  const planned = plan.find(clip => nameOf(clip) === name)
  if (!planned) throw new Error(`no demo clip ${name}`)
  return make(planned)
}

/** Every nth clip of those that nothing (or this kind of trouble) was planted in. */
export function demoClips(step: number, kind: PlannedClip['planted']['kind'] = 'none'): DemoClip[] {
  return plan
    .filter(({ planted }) => planted.kind === kind)
    .filter((_, i) => i % step === 0)
    .map(make)
}

function nameOf({ speaker, labelGiven, take }: PlannedClip): string {
  return `${speaker.id}_${labelGiven}_${String(take).padStart(2, '0')}`
}

/** The corpus is 16-bit mono at 16 kHz with a header of 44 bytes. */
function make(planned: PlannedClip): DemoClip {
  const { wav, truth } = makeClip(planned)
  const samples = Float32Array.from({ length: (wav.length - 44) / 2 }, (_, n) => wav.readInt16LE(44 + 2 * n) / 32768)
  return { samples, sampleRateHz: 16000, truth }
}
