import { resolve } from 'node:path'
import { explainSettingsSchema, type SaliencyMethod } from '#contracts/settings'
import { decodeAudio } from '#engine/audio/decode'
import type { Region } from '#engine/cues/region'
import { canonicalEmotion } from '#engine/datasets/emotion-words'
import { makeClip } from '#engine/demo/make-clip'
import { planCorpus, type PlannedClip } from '#engine/demo/plan-corpus'
import type { DemoTruth } from '#engine/demo/truth'
import { sha256 } from '#engine/files/sha256'
import { loadModel } from '#engine/load-model'
import { createMeter, measureAudio, reliabilityOf, type RegionMeasures } from '#engine/measures'
import { explainClip } from '#engine/pipeline'
import type { AssessedClip } from '#engine/plausibility/assessed-clip'
import type { EmotionLabel } from '#engine/plausibility/expectations'
import { spokenEmotions } from '#engine/speech-synthesis/emotions'
import { demoSentences } from '#engine/speech-synthesis/sentences'
import { demoSpeakers } from '#engine/speech-synthesis/speakers'

export const methods = ['occlusion', 'crp'] as const satisfies readonly SaliencyMethod[]
export type Method = (typeof methods)[number]

export interface ExplainedClip {
  readonly plan: PlannedClip
  readonly truth: DemoTruth
  /** The model's label that the file name means, and the one that the model gives. */
  readonly given: string
  readonly predicted: string
  readonly confidence: number
  readonly byMethod: Readonly<Record<Method, RegionMeasures & { readonly windows: readonly Region[] }>>
}

const PACKAGE = resolve(import.meta.dirname, '../../../resources/models/demo-synthetic')
const settings = explainSettingsSchema.parse({ methods })
/** Of each speaker and emotion, the first with a wrong label. */
const FURTHER_TAKES = 8

/**
 * The demo's clips, then more by the same voices with the same sentences. In these every label is given once to every
 * other emotion: 42 wrong labels in 336 clips, hard and easy ones alike.
 */
export function planDemoAndMore(): PlannedClip[] {
  const further = demoSpeakers.flatMap((speaker, s) =>
    spokenEmotions.flatMap((labelGiven, l) =>
      Array.from({ length: FURTHER_TAKES }, (_, i): PlannedClip => {
        const others = spokenEmotions.filter(emotion => emotion !== labelGiven)
        const spoken =
          i === 0
            ? ({ emotionSpoken: others[(s + l) % others.length], planted: { kind: 'wrong-label' } } as const)
            : ({ emotionSpoken: labelGiven, planted: { kind: 'none' } } as const)
        const sentence = demoSentences[i % demoSentences.length]
        return { set: 'demo', speaker, sentence, labelGiven, take: demoSentences.length + 1 + i, ...spoken }
      }),
    ),
  )
  return [...planCorpus('demo'), ...further]
}

/** The model's labels, and each clip as an audit would have it. */
export async function explainAll(
  plans: readonly PlannedClip[],
): Promise<{ labels: readonly EmotionLabel[]; clips: readonly ExplainedClip[] }> {
  const { model, release } = await loadModel(PACKAGE, null)
  const labels = model.labels.map(label => ({ label, emotion: canonicalEmotion(label) }))
  const clips: ExplainedClip[] = []
  for (const plan of plans) {
    const { wav, truth } = makeClip(plan)
    const { prediction, methods: found } = await explainClip(wav, 'clip.wav', model, settings)
    const of = (name: Method): ExplainedClip['byMethod'][Method] => {
      const { segments, ...measures } = found.find(({ method }) => method === name)!
      return { windows: segments, ...measures }
    }
    clips.push({
      plan,
      truth,
      given: labels.find(({ emotion }) => emotion === truth.labelGiven)!.label,
      predicted: model.labels[prediction.predicted],
      confidence: prediction.probabilities[prediction.predicted],
      byMethod: { occlusion: of('occlusion'), crp: of('crp') },
    })
  }
  await release()
  return { labels, clips }
}

export function toAssessed(clips: readonly ExplainedClip[], method: Method): AssessedClip[] {
  return clips.map(({ truth, given, predicted, confidence, byMethod }, clipId) => ({
    ...{ clipId, dataset: 'demo', speaker: truth.speaker, emotion: truth.labelGiven },
    ...{ expected: given, predicted, confidence, cues: byMethod[method].cues.salient },
    reliability: reliabilityOf(byMethod[method].evidence.salient),
  }))
}

/**
 * The same words by the same voice with the same stress (the same seed), spoken neutrally, measured where a clip's windows
 * lie in the words.
 */
export async function measureNeutralTwin({
  plan,
  truth,
  byMethod,
}: ExplainedClip): Promise<Record<Method, RegionMeasures>> {
  const twin = makeClip({ ...plan, emotionSpoken: 'neutral' })
  const audio = await decodeAudio(twin.wav, 'twin.wav')
  const measure = createMeter(measureAudio(audio, settings), sha256(twin.wav), settings)
  const at = sameWords(truth, twin.truth)
  const of = (method: Method): RegionMeasures =>
    measure(byMethod[method].windows.map(({ startSec, endSec }) => ({ startSec: at(startSec), endSec: at(endSec) })))
  return { occlusion: of('occlusion'), crp: of('crp') }
}

/** From a time of one clip to that of another where the same part of the same sound is said. */
function sameWords(from: DemoTruth, to: DemoTruth): (timeSec: number) => number {
  const edgesOf = ({ phones, durationSec }: DemoTruth): number[] => [
    0,
    ...phones.flatMap(({ startSec, endSec }) => [startSec, endSec]),
    durationSec,
  ]
  const [own, other] = [edgesOf(from), edgesOf(to)]
  return clipSec => {
    const timeSec = Math.min(clipSec, from.durationSec)
    const next = Math.max(
      1,
      own.findIndex(edgeSec => edgeSec >= timeSec),
    )
    const share = (timeSec - own[next - 1]) / (own[next] - own[next - 1])
    return other[next - 1] + share * (other[next] - other[next - 1])
  }
}
