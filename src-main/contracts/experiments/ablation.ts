import { z } from 'zod'
import { dataTableSchema, errorDetectionSchema, plausibilitySettingsSchema, verdictSchema } from '../plausibility'
import { estimateSchema, faithfulnessResultSchema, judgeSettingsSchema } from './faithfulness'

export const ablationParts = ['occlusion', 'crp', 'both'] as const
export const ablationPartSchema = z.enum(ablationParts)
export type AblationPart = z.infer<typeof ablationPartSchema>

/** Occlusion alone, concept relevance alone, and both together. */
export const ablationSettingsSchema = z.strictObject({
  /** Sample on which the maps are judged by deletion and insertion, each predicted label with its part; or all clips. */
  clips: z.union([z.number().int().min(2).max(100_000), z.literal('all')]).default(50),
  /** Strips of time: both together is a profile over time. */
  judge: judgeSettingsSchema.prefault({ features: 'strips', checks: [] }),
  /** How plausibility is judged; the method is each in turn. */
  plausibility: plausibilitySettingsSchema.omit({ method: true }).prefault({}),
})

const metrics = faithfulnessResultSchema.shape.methods.element.shape.metrics

export const ablationResultSchema = z.object({
  kind: z.literal('ablation'),
  /** Clips that both methods explained. */
  clips: z.number().int(),
  /** How far the two agree, over all clips (label null) and by predicted label. */
  agreement: z.array(
    z.object({
      label: z.string().nullable(),
      /** Intersection over union of the two methods' windows, in time; null: no clip has it. */
      overlap: estimateSchema.nullable(),
      /** Rank correlation of the two profiles over time. */
      spearman: estimateSchema.nullable(),
    }),
  ),
  parts: z.array(
    z.object({
      part: ablationPartSchema,
      /** By predicted label: the windows less random speech windows of the same clips. */
      deltas: dataTableSchema,
      verdicts: z.record(verdictSchema, z.number().int()),
      errorDetection: errorDetectionSchema,
    }),
  ),
  /** Over the clips of the sample that are done. */
  faithfulness: z.object({
    clips: z.number().int(),
    parts: z.array(z.object({ part: ablationPartSchema, metrics })),
    controls: faithfulnessResultSchema.shape.controls,
  }),
  caveats: z.array(z.string()),
})
export type AblationResult = z.infer<typeof ablationResultSchema>
