/**
 * Whether the model goes by faults of a recording: artefacts are planted in a sample of clips, each beside the clean clip
 * and a stand-in of equal energy, and what changes is counted (artefacts/judge-artefacts.ts).
 *
 * Conventions: an item is a clip with one artefact at one level. What is random in it follows from the clip's audio and
 * the seed. A clip that cannot have an artefact (too short, no ffmpeg for MP3) is refused for that artefact alone.
 */
import { z } from 'zod'
import { cueVectorSchema } from '#contracts/cue'
import type { Artefact } from '#contracts/experiments/spurious-features'
import { plausibilitySettingsSchema } from '#contracts/plausibility'
import { artefactName } from '#engine/artefacts/artefact'
import { judgeArtefacts } from '#engine/artefacts/judge-artefacts'
import type { SpokenTrial } from '#engine/artefacts/measure-artefact'
import { createNotice, type Notice } from '#engine/artefacts/notice'
import type { ArtefactTrial } from '#engine/artefacts/try-artefact'
import { methodOf } from '#engine/assess-audit'
import { fromErrorBody } from '#engine/base/errors'
import { canonicalEmotion } from '#engine/datasets/emotion-words'
import { explainedClips } from '#engine/store/assessed-clips'
import { clipSpeakers } from '#engine/store/clip-speakers'
import { getExpertTable } from '#engine/store/expert-tables'
import { experimentKind, type ExperimentContext } from './experiment-kind'
import { jsonBytes, parseJsonBytes } from './json-bytes'
import { sampleClips } from './sample-clips'

const readingSchema = z.object({
  predicted: z.number().int(),
  probabilities: z.array(z.number()),
  onArtefact: z.number().nullable(),
})
const trialSchema = z.object({
  clean: readingSchema,
  planted: readingSchema,
  standIn: readingSchema,
  area: z.number().nullable(),
  cues: cueVectorSchema.nullable(),
})

export const spuriousFeaturesKind = experimentKind<'spurious-features', 'try-artefact', ArtefactTrial>({
  kind: 'spurious-features',
  version: 1,
  check: async (_, { settings: { method } }, tryModel) => {
    const { methods: obstacles } = await tryModel({ methods: [method] })
    if (obstacles[method]) throw fromErrorBody(obstacles[method])
  },
  plan: (clips, { settings, seed }) =>
    sampleClips(clips, settings.clips, seed).flatMap(({ clipId, audioSha }) =>
      variantsOf(settings.artefacts).map(variant => ({ clipId, audioSha, variant })),
    ),
  task: ({ variant }, clip, { settings: { artefacts, method }, seed }) => ({
    kind: 'try-artefact',
    ...clip,
    artefact: artefacts[variantsOf(artefacts).indexOf(variant)],
    seed,
    method,
  }),
  encode: jsonBytes,
  decode: bytes => trialSchema.parse(parseJsonBytes(bytes)),
  summarise: (work, context, { settings, seed }) => {
    const speakers = clipSpeakers(context.db, context.audit)
    const variants = variantsOf(settings.artefacts)
    const trials: SpokenTrial[][] = variants.map(() => [])
    for (const { item, outcome } of work)
      trials[variants.indexOf(item.variant)].push({
        ...outcome,
        clipId: item.clipId,
        speaker: speakers.get(item.clipId) ?? '',
      })
    const result = judgeArtefacts(trials, settings, { labels: context.labels, seed, notice: noticeOf(context) })
    return () => result
  },
})

/** One name each, in order: the second of a name is told from the first. */
export function variantsOf(artefacts: readonly Artefact[]): string[] {
  const names = artefacts.map(artefactName)
  return names.map((name, i) => {
    const before = names.slice(0, i).filter(other => other === name).length
    return before === 0 ? name : `${name} (${before + 1})`
  })
}

/** By the default expert table and settings; null where the audit explained nothing. */
function noticeOf({ db, audit, labels }: ExperimentContext): Notice | null {
  if (audit.settings.methods.length === 0) return null
  const settings = plausibilitySettingsSchema.parse({})
  const meant = labels.map(label => ({ label, emotion: canonicalEmotion(label) }))
  const clips = explainedClips(db, audit, methodOf(audit, settings))
  return createNotice(clips, meant, getExpertTable(db, settings.table), settings)
}
