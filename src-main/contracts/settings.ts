import { z } from 'zod'

export const saliencyMethods = ['occlusion'] as const
export const saliencyMethodSchema = z.enum(saliencyMethods)
export type SaliencyMethod = z.infer<typeof saliencyMethodSchema>

/** Occlusion: patches of the log-Mel are replaced and the drop of the target is measured. [zeiler2014] */
export const occlusionSettingsSchema = z.strictObject({
  /** Height of a patch in mel bands. */
  patchMels: z.number().int().min(1).max(512).default(8),
  /** Width of a patch in frames. */
  patchFrames: z.number().int().min(1).max(3000).default(15),
  strideMels: z.number().int().min(1).max(512).default(4),
  strideFrames: z.number().int().min(1).max(3000).default(8),
  /** What a patch is replaced by: the band's mean in training, digital silence (-100 dB), or 0 of the model's input. */
  value: z.enum(['mean', 'floor', '0']).default('mean'),
  /** What is measured: the target's probability or its logit. */
  score: z.enum(['probability', 'logit']).default('probability'),
})
export type OcclusionSettings = z.infer<typeof occlusionSettingsSchema>

export const segmentSettingsSchema = z.strictObject({
  windowSec: z.number().positive().max(10).default(0.15),
  /** How many windows at the most. */
  count: z.number().int().min(1).max(100).default(5),
})
export type SegmentSettings = z.infer<typeof segmentSettingsSchema>

export const cueSettingsSchema = z.strictObject({
  /** Rate at which cues are computed: one for all clips so that they compare, or each file's own. */
  cueRate: z.union([z.literal(16000), z.literal('native')]).default(16000),
})
export type CueSettings = z.infer<typeof cueSettingsSchema>

/** Everything that decides a clip's result besides its bytes and the model: hashed into the result's key. */
export const explainSettingsSchema = z.strictObject({
  methods: z.array(saliencyMethodSchema).default(['occlusion']),
  occlusion: occlusionSettingsSchema.prefault({}),
  segments: segmentSettingsSchema.prefault({}),
  cues: cueSettingsSchema.prefault({}),
  provider: z.enum(['cpu']).default('cpu'),
})
export type ExplainSettings = z.infer<typeof explainSettingsSchema>
